import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { Constant } from '../../../delta/index.ts'

/** A value of the driver as a constant that prunes files; undefined for NULL and for types that do not. */
export function constantOfValue(value: DuckDBValue): Constant | undefined {
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'bigint') return { kind: 'integer', value }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  // An integer column takes a float constant where it is whole.
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { kind: 'integer', value: BigInt(value) } : floatOf(value)
  if (value instanceof DuckDBDateValue) return { kind: 'date', days: value.days }
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return { kind: 'timestamp', micros: value.micros }
  }
  if (value instanceof DuckDBDecimalValue)
    return { kind: 'decimal', unscaled: value.value, scale: value.scale }
  return undefined
}

function floatOf(value: number): Constant | undefined {
  return Number.isFinite(value) ? { kind: 'float', value } : undefined
}
