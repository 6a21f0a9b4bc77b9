import { GildError } from '../../errors/gild-error.ts'
import type { DataType, StructField } from '../schema/data-type.ts'
import { typeName } from '../schema/schema-json.ts'
import { type Constant, parseDecimal } from './constant.ts'
import { formatDate, formatMicros, parseDate, parseTimestamp } from './date-time.ts'

/**
 * The text of a partition value in the log, from DuckDB's text. Protocol, "Partition Value Serialization": an empty
 * string means NULL. Throws `delta-bad-partition-value`.
 */
export function formatPartitionValue(column: StructField, text: string | null): string | null {
  if (text === null || text === '') return null
  const value = parseText(column.type, text)
  if (value === undefined) throw badValue(column, text)
  return textOf(value, column.type, text)
}

/**
 * The value of a partition; null is SQL NULL, undefined a value that cannot be told: no entry in the log, or text of another
 * type.
 */
export function parsePartitionValue(
  type: DataType,
  text: string | null | undefined,
): Constant | null | undefined {
  if (text === undefined) return undefined
  if (text === null || text === '') return null
  return parseText(type, text)
}

function parseText(type: DataType, text: string): Constant | undefined {
  switch (type.kind) {
    case 'boolean':
      return parseBoolean(text)
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return /^[+-]?\d+$/.test(text) ? { kind: 'integer', value: BigInt(text.replace(/^\+/, '')) } : undefined
    case 'decimal':
      return parseDecimal(text)
    case 'float':
    case 'double':
      return parseFloatText(text, type.kind)
    case 'string':
      return { kind: 'string', value: text }
    case 'date': {
      const days = parseDate(text)
      return days === undefined ? undefined : { kind: 'date', days }
    }
    case 'timestamp':
    case 'timestamp_ntz': {
      const micros = parseTimestamp(text)
      return micros === undefined ? undefined : { kind: 'timestamp', micros }
    }
    default:
      return undefined
  }
}

function parseBoolean(text: string): Constant | undefined {
  const lower = text.toLowerCase()
  if (lower === 'true' || lower === '1') return { kind: 'boolean', value: true }
  return lower === 'false' || lower === '0' ? { kind: 'boolean', value: false } : undefined
}

const floatWords: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
}

function parseFloatText(text: string, kind: 'float' | 'double'): Constant | undefined {
  const value =
    floatWords[text.toLowerCase()] ??
    (/^[+-]?[\d.]+(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN)
  if (Number.isNaN(value) && text.toLowerCase() !== 'nan') return undefined
  return { kind: 'float', value: kind === 'float' ? Math.fround(value) : value }
}

function textOf(value: Constant, type: DataType, text: string): string {
  switch (value.kind) {
    case 'boolean':
      return String(value.value)
    case 'float':
      return floatText(value.value, text)
    case 'date':
      return formatDate(value.days)
    case 'timestamp':
      return timestampText(value.micros, type)
    default:
      return text
  }
}

// The engine's digits, which are the fewest that tell the value; the words are those that every reader parses.
function floatText(value: number, text: string): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  return text
}

function timestampText(micros: bigint, type: DataType): string {
  if (type.kind === 'timestamp') return `${formatMicros(micros)}Z`
  return formatMicros(micros, ' ').replace(/\.000000$/, '')
}

function badValue(column: StructField, value: string): GildError {
  return new GildError('delta-bad-partition-value', {
    column: column.name,
    value,
    type: typeName(column.type),
  })
}
