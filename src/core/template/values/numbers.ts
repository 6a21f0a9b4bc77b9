import { type Float, ofKind, type Value } from './value.ts'

export function isFloat(value: Value): value is number | Float {
  return (typeof value === 'number' && !Number.isInteger(value)) || isFloatObject(value)
}

export function isInt(value: Value): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
}

/** An int or a float; a bool, which Python also counts with, is not. */
export function isNumber(value: Value): value is number | bigint | Float {
  return typeof value === 'number' || typeof value === 'bigint' || isFloatObject(value)
}

function isFloatObject(value: Value): value is Float {
  return ofKind(value, 'float') !== undefined
}

/** What Python counts with, as a plain number; undefined for what is none. */
export function numeric(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return ofKind(value, 'float')?.value
}

/** Below, at or above 0 for the order of two numbers of any size; NaN where there is none. */
export function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1
  if (a > b) return 1
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0
}
