import { bug } from '../../errors/bug.ts'
import { dictOf, entriesOf, setOf } from './values/dict.ts'
import { iterate } from './values/iterate.ts'
import { str } from './values/repr.ts'
import { isValueObject, type ObjectValue, type Value } from './values/value.ts'

/**
 * Plain data as template values: objects and Maps become dicts, Sets sets, undefined None. Template values in it stay
 * as they are. Functions and other objects are a mistake of the caller: make them host values.
 */
export function fromJs(data: unknown): Value {
  switch (typeof data) {
    case 'undefined':
      return null
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return typeof data === 'bigint' && Number.isSafeInteger(Number(data)) ? Number(data) : data
    case 'object':
      return data === null ? null : fromObject(data)
    default:
      return bug(`a ${typeof data} is not a template value`)
  }
}

function fromObject(data: object): Value {
  if (Array.isArray(data)) return data.map(fromJs)
  if (isValueObject(data)) return data
  if (data instanceof Map) return dictOf(Array.from(data, ([key, value]) => [fromJs(key), fromJs(value)]))
  if (data instanceof Set) return setOf(Array.from(data, fromJs))
  const prototype: unknown = Object.getPrototypeOf(data)
  if (prototype !== Object.prototype && prototype !== null)
    return bug(`an object of class ${data.constructor.name} is not a template value`)
  return dictOf(Object.entries(data).map(([key, value]) => [key, fromJs(value)]))
}

/**
 * Plain data of a value: dicts become objects (keys as text), all sequences arrays, floats numbers, undefined
 * `undefined`. Functions, macros and host objects stay as they are.
 */
export function toJs(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? value.map(toJs) : objectToJs(value)
}

function objectToJs(value: ObjectValue): unknown {
  switch (value.kind) {
    case 'float':
      return value.value
    case 'undefined':
      return undefined
    case 'dict':
      return Object.fromEntries(Array.from(entriesOf(value), ([key, item]) => [str(key), toJs(item)]))
    case 'namespace':
      return Object.fromEntries(Array.from(value.attributes, ([name, item]) => [name, toJs(item)]))
    case 'tuple':
    case 'set':
    case 'range':
    case 'generator':
    case 'dict-view':
      return Array.from(iterate(value), toJs)
    default:
      return value
  }
}
