import { failUndefined, raise } from '../values/fault.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Value } from '../values/value.ts'

/** The argument as text; `what` names it in the message. */
export function textOf(value: Value, what: string): string {
  if (typeof value === 'string') return value
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  return raise('TypeError', `${what} must be str, not ${typeName(value)}`)
}

/** The argument as a count or index: an int or a bool. Huge ones are cut to what a number holds. */
export function integerOf(value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number' && Number.isInteger(value)) return value
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
}

/** As `integerOf`, with None for what is left out. */
export function optionalInteger(value: Value): number | undefined {
  return value === null ? undefined : integerOf(value)
}
