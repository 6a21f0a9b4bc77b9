import type { Builtin, Interpreter } from '../operations/builtin.ts'
import type { CallArguments } from '../operations/signature.ts'
import { iterate } from '../values/iterate.ts'
import type { Value } from '../values/value.ts'
import { dictMethods } from './dict-methods.ts'
import { listMethods, tupleMethods } from './list-methods.ts'
import { setMethods } from './set-methods.ts'
import { stringMethods } from './string-methods.ts'

/** A method of a value, waiting for its arguments. */
export type Method = (args: CallArguments, interpreter: Interpreter) => Value

/** The method of that name of text, a list, a tuple, a dict or a set. */
export function methodOf(object: Value, name: string): Method | undefined {
  if (typeof object === 'string') return bind(stringMethods.get(name), object, name)
  if (typeof object !== 'object' || object === null) return undefined
  if (Array.isArray(object)) return bind(listMethods.get(name), object, name)
  switch (object.kind) {
    case 'dict':
      return bind(dictMethods.get(name), object, name)
    case 'tuple':
      return bind(tupleMethods.get(name), object.items, name)
    case 'range':
      return bind(tupleMethods.get(name), [...iterate(object)], name)
    case 'set':
      return bind(setMethods.get(name), object, name)
    default:
      return undefined
  }
}

/** The names of its methods, for hints. */
export function methodNames(object: Value): Iterable<string> {
  if (typeof object === 'string') return stringMethods.keys()
  if (typeof object !== 'object' || object === null) return []
  if (Array.isArray(object)) return listMethods.keys()
  switch (object.kind) {
    case 'dict':
      return dictMethods.keys()
    case 'tuple':
    case 'range':
      return tupleMethods.keys()
    case 'set':
      return setMethods.keys()
    default:
      return []
  }
}

function bind<S>(method: Builtin<S> | undefined, object: S, name: string): Method | undefined {
  return method && ((args, interpreter) => method.invoke(object, args, { name, interpreter }))
}
