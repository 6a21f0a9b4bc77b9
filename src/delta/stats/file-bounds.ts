import { isJsonObject, type JsonObject, type JsonValue, numberText, parseJson } from '../log/json.ts'
import type { DataType } from '../schema/data-type.ts'
import { type Constant, parseDecimal } from '../values/constant.ts'
import { parseDate, parseTimestamp } from '../values/date-time.ts'

/** What statistics say about a column of a file. What they do not say is undefined. */
export interface ColumnBounds {
  readonly min: Constant | undefined
  readonly max: Constant | undefined
  readonly nulls: bigint | undefined
  readonly rows: bigint | undefined
}

/** The statistics of an add action; an empty object where there are none that make sense. */
export function parseStats(stats: string | undefined): JsonObject {
  if (stats === undefined || stats === '') return {}
  try {
    const parsed = parseJson(stats)
    return isJsonObject(parsed) ? parsed : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** The bounds of a column by its path in the spelling of the schema. */
export function boundsOf(stats: JsonObject, path: readonly string[], type: DataType): ColumnBounds {
  return {
    min: widen(readConstant(lookUp(stats.minValues, path), type), type, -1n),
    max: widen(readConstant(lookUp(stats.maxValues, path), type), type, 1n),
    nulls: count(lookUp(stats.nullCount, path)),
    rows: count(stats.numRecords),
  }
}

// What writers round moves outwards.
function widen(bound: Constant | undefined, type: DataType, direction: 1n | -1n): Constant | undefined {
  // The protocol cuts timestamps down to milliseconds, the largest too.
  if (bound?.kind === 'timestamp' && direction > 0n)
    return { kind: 'timestamp', micros: bound.micros + 1000n }
  if (bound?.kind !== 'decimal' || type.kind !== 'decimal' || type.precision <= doubleDigits) return bound
  // Some writers put decimals through a double: at most 17 digits, off by up to one part in 2^52.
  const size = bound.unscaled < 0n ? -bound.unscaled : bound.unscaled
  if (size === 0n || significantDigits(size) > 17) return bound
  const error = (size * 10n ** 17n) / 2n ** 52n + 1n
  return {
    kind: 'decimal',
    unscaled: bound.unscaled * 10n ** 17n + direction * error,
    scale: bound.scale + 17,
  }
}

// Any number of so many digits survives a double.
const doubleDigits = 15

function significantDigits(size: bigint): number {
  return String(size).replace(/0+$/, '').length
}

function lookUp(tree: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let value = tree
  for (const name of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

function count(value: JsonValue | undefined): bigint | undefined {
  const digits = numberText(value)
  return digits !== undefined && /^\d+$/.test(digits) ? BigInt(digits) : undefined
}

function readConstant(value: JsonValue | undefined, type: DataType): Constant | undefined {
  if (typeof value === 'string') return readText(value, type)
  const digits = numberText(value)
  return digits === undefined ? undefined : readNumber(digits, type)
}

function readText(text: string, type: DataType): Constant | undefined {
  if (type.kind === 'string') return { kind: 'string', value: text }
  if (type.kind === 'date') {
    const days = parseDate(text)
    return days === undefined ? undefined : { kind: 'date', days }
  }
  if (type.kind !== 'timestamp' && type.kind !== 'timestamp_ntz') return undefined
  const micros = parseTimestamp(text)
  return micros === undefined ? undefined : { kind: 'timestamp', micros }
}

function readNumber(digits: string, type: DataType): Constant | undefined {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return /^-?\d+$/.test(digits) ? { kind: 'integer', value: BigInt(digits) } : undefined
    case 'decimal':
      return parseDecimal(digits)
    case 'float':
      // The digits of a 32-bit number are those of the nearest one, not of the double they spell.
      return { kind: 'float', value: Math.fround(Number(digits)) }
    case 'double':
      return { kind: 'float', value: Number(digits) }
    default:
      return undefined
  }
}
