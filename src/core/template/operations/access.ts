import { methodNames, methodOf } from '../methods/methods.ts'
import { getItem, textKeys } from '../values/dict.ts'
import { failUndefined } from '../values/fault.ts'
import { hostFunction, tuple } from '../values/make.ts'
import { repr } from '../values/repr.ts'
import { typeName } from '../values/type-name.ts'
import {
  brand,
  type MacroValue,
  ofKind,
  type UndefinedMode,
  type UndefinedValue,
  type Value,
} from '../values/value.ts'
import type { Interpreter } from './builtin.ts'
import { elementAt } from './slice.ts'

/** `object.name`: attribute first, then item. */
export function attributeOf(object: Value, name: string, interpreter: Interpreter): Value {
  const own = ownAttribute(object, name, interpreter)
  if (own !== undefined) return own
  const item = plainItem(object, name)
  return item === undefined ? missing(object, name, interpreter.mode) : item
}

/** `object[key]`: item first, then attribute. */
export function itemOf(object: Value, key: Value, interpreter: Interpreter): Value {
  const item = plainItem(object, key)
  if (item !== undefined) return item
  const own = typeof key === 'string' ? ownAttribute(object, key, interpreter) : undefined
  return own === undefined ? missing(object, key, interpreter.mode) : own
}

function plainItem(object: Value, key: Value): Value | undefined {
  const dict = ofKind(object, 'dict')
  if (dict !== undefined) return isHashable(key) ? getItem(dict, key) : undefined
  const host = ofKind(object, 'host')
  return host === undefined ? elementAt(object, key) : host.object.item?.(key)
}

function isHashable(key: Value): boolean {
  if (Array.isArray(key)) return false
  return ofKind(key, 'dict') === undefined && ofKind(key, 'set') === undefined
}

/** An attribute or method, undefined when it has none of that name. */
export function ownAttribute(object: Value, name: string, interpreter: Interpreter): Value | undefined {
  const method = methodOf(object, name)
  if (method !== undefined)
    return {
      ...hostFunction(name, call => method(call, interpreter)),
      display: `<built-in method ${name} of ${typeName(object)} object>`,
    }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return undefined
  switch (object.kind) {
    case 'namespace':
      return object.attributes.get(name)
    case 'tuple':
      return object.items[object.names.indexOf(name)]
    case 'macro':
      return macroAttribute(object, name)
    case 'host':
      return object.object.attribute?.(name)
    default:
      return undefined
  }
}

function macroAttribute(macro: MacroValue, name: string): Value | undefined {
  switch (name) {
    case 'name':
      return macro.name
    case 'arguments':
      return tuple(macro.parameters.map(parameter => parameter.name))
    case 'caller':
      return macro.uses.caller
    case 'catch_kwargs':
      return macro.uses.kwargs
    case 'catch_varargs':
      return macro.uses.varargs
    default:
      return undefined
  }
}

/** What stands for an attribute or item that is not there. */
export function missing(object: Value, key: Value, mode: UndefinedMode): UndefinedValue {
  const undefinedObject = ofKind(object, 'undefined')
  if (undefinedObject !== undefined)
    return undefinedObject.mode === 'chainable' ? undefinedObject : failUndefined(undefinedObject)
  const owner = object === null ? 'None' : `${typeName(object)} object`
  const hint =
    typeof key === 'string'
      ? `'${owner}' has no attribute ${repr(key)}`
      : `${owner} has no element ${repr(key)}`
  return undefinedValue({
    mode,
    name: typeof key === 'string' ? key : undefined,
    hint,
    known: () => knownNames(object),
  })
}

function* knownNames(object: Value): Iterable<string> {
  yield* methodNames(object)
  const dict = ofKind(object, 'dict')
  if (dict !== undefined) yield* textKeys(dict)
  yield* ofKind(object, 'host')?.object.names?.() ?? []
  yield* ofKind(object, 'namespace')?.attributes.keys() ?? []
}

type UndefinedParts = Pick<UndefinedValue, 'mode' | 'hint'> & Partial<UndefinedValue>

export function undefinedValue(parts: UndefinedParts): UndefinedValue {
  return { [brand]: true, kind: 'undefined', name: undefined, known: undefined, unknownName: false, ...parts }
}
