import { bug } from '../../../errors/bug.ts'
import type { Call, Value } from './value.ts'

/** A parameter: its name, or its name and default. */
export type ParameterSpec = string | readonly [name: string, fallback: Value]

/**
 * The arguments of a call by parameter, as Python binds them:
 * `const [name, fallback] = bindArguments('var', ['name', ['default', null]], call)`.
 * Throws `template-type` for missing, surplus and unknown ones.
 */
export function bindArguments<const P extends readonly ParameterSpec[]>(
  _function_: string,
  _parameters: P,
  _call: Pick<Call, 'positional' | 'named'>,
): { [I in keyof P]: Value } {
  return bug('not built yet')
}
