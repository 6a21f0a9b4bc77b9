import { bug } from '../../../errors/bug.ts'
import type { Value } from './value.ts'

/**
 * Plain data as template values: objects and Maps become dicts, Sets sets, undefined None. Template values in it stay
 * as they are. Functions and other objects are a mistake of the caller: make them host values.
 */
export function fromJs(_data: unknown): Value {
  return bug('not built yet')
}

/**
 * Plain data of a value: dicts become objects (keys as text), all sequences arrays, floats numbers, undefined
 * `undefined`. Functions, macros and host objects stay as they are.
 */
export function toJs(_value: Value): unknown {
  return bug('not built yet')
}
