import {
  DuckDBArrayValue,
  DuckDBBitValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimeNSValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeTZValue,
  DuckDBTimeValue,
  DuckDBUnionValue,
  DuckDBUUIDValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { SqlValue } from '../../../ports/relation.ts'
import { formatDate, formatInterval, formatTime, formatTimestamp } from './format-time.ts'

/** Values of the driver as values of the port. A MAP is a list of `{key, value}`; infinity stays a word. */
export function toSqlValue(value: DuckDBValue): SqlValue {
  if (value === null || typeof value !== 'object') return value
  return ofTime(value) ?? ofScalar(value) ?? ofNested(value)
}

/** A decimal without exponent: `-0.05` is (-5, scale 2). */
export function formatDecimal(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const sign = unscaled < 0n ? '-' : ''
  const whole = digits.slice(0, digits.length - scale)
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`
}

function ofTime(value: object): string | undefined {
  if (value instanceof DuckDBDateValue) return formatDate(value.days)
  if (value instanceof DuckDBTimestampTZValue)
    return finite(value, () => `${formatTimestamp(value.micros * 1000n)}Z`)
  if (value instanceof DuckDBTimestampValue) return finite(value, () => formatTimestamp(value.micros * 1000n))
  if (value instanceof DuckDBTimestampMillisecondsValue)
    return finite(value, () => formatTimestamp(value.millis * 1_000_000n))
  if (value instanceof DuckDBTimestampSecondsValue)
    return finite(value, () => formatTimestamp(value.seconds * 1_000_000_000n))
  if (value instanceof DuckDBTimestampNanosecondsValue)
    return finite(value, () => formatTimestamp(value.nanos))
  if (value instanceof DuckDBTimeValue) return formatTime(value.micros * 1000n)
  if (value instanceof DuckDBTimeNSValue) return formatTime(value.nanos)
  if (value instanceof DuckDBTimeTZValue) return value.toString()
  if (value instanceof DuckDBIntervalValue) return formatInterval(value)
  return undefined
}

function ofScalar(value: object): SqlValue | undefined {
  if (value instanceof DuckDBDecimalValue) return formatDecimal(value.value, value.scale)
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex')
  if (value instanceof DuckDBUUIDValue || value instanceof DuckDBBitValue) return value.toString()
  return undefined
}

function ofNested(value: object): SqlValue {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(toSqlValue)
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, field]) => [name, toSqlValue(field)]))
  }
  if (value instanceof DuckDBMapValue) {
    return value.entries.map(entry => ({ key: toSqlValue(entry.key), value: toSqlValue(entry.value) }))
  }
  if (value instanceof DuckDBUnionValue) return toSqlValue(value.value)
  return String(value)
}

function finite(value: { readonly isFinite: boolean; toString(): string }, format: () => string): string {
  return value.isFinite ? format() : value.toString()
}
