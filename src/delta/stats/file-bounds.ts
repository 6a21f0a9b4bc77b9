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
    min: readConstant(lookUp(stats.minValues, path), type),
    max: upperBound(readConstant(lookUp(stats.maxValues, path), type)),
    nulls: count(lookUp(stats.nullCount, path)),
    rows: count(stats.numRecords),
  }
}

// The protocol cuts timestamps down to milliseconds, the largest too.
function upperBound(max: Constant | undefined): Constant | undefined {
  return max?.kind === 'timestamp' ? { kind: 'timestamp', micros: max.micros + 1000n } : max
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
