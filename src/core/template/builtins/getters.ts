import type { Interpreter } from '../operations/builtin.ts'
import { isInt } from '../values/numbers.ts'
import { str } from '../values/repr.ts'
import { ofKind, type Value } from '../values/value.ts'

export type Getter = (value: Value) => Value

interface GetterOptions {
  readonly ignoreCase?: boolean
  /** Stands for what is undefined on the way. */
  readonly fallback?: Value
}

/** What filters read by `attribute='a.b.0'`; None reads the value itself. */
export function attributeGetter(
  interpreter: Interpreter,
  attribute: Value,
  options: GetterOptions = {},
): Getter {
  const path = pathOf(attribute)
  const { ignoreCase = false, fallback = null } = options
  return value => {
    let result = value
    for (const key of path) {
      result = interpreter.item(result, key)
      if (fallback !== null && ofKind(result, 'undefined') !== undefined) result = fallback
    }
    return ignoreCase ? lowerCase(result) : result
  }
}

function pathOf(attribute: Value): readonly Value[] {
  if (attribute === null) return []
  if (isInt(attribute)) return [attribute]
  return str(attribute)
    .split('.')
    .map(part => (/^\d+$/.test(part) ? Number(part) : part))
}

/** As `attributeGetter`, for several with commas between them: gives the list of their values. */
export function attributesGetter(
  interpreter: Interpreter,
  attributes: Value,
  options: GetterOptions = {},
): Getter {
  const several = typeof attributes === 'string' ? attributes.split(',') : [attributes]
  const getters = several.map(each => attributeGetter(interpreter, each, options))
  return value => getters.map(getter => getter(value))
}

export function lowerCase(value: Value): Value {
  return typeof value === 'string' ? value.toLowerCase() : value
}
