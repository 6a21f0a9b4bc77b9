import type { Constant } from '../../../delta/index.ts'
import { recordOf } from './plan-json.ts'

const integers = new Set([
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'HUGEINT',
  'UTINYINT',
  'USMALLINT',
  'UINTEGER',
  'UBIGINT',
])

/** A typed constant of a serialized plan; undefined for NULL and for types that do not prune files. */
export function constantOf(value: unknown): Constant | undefined {
  const constant = recordOf(value)
  const type = recordOf(constant?.type)
  if (constant === undefined || constant.is_null !== false) return undefined
  const raw = constant.value
  const id = String(type?.id)
  if (id === 'BOOLEAN') return typeof raw === 'boolean' ? { kind: 'boolean', value: raw } : undefined
  if (id === 'VARCHAR') return typeof raw === 'string' ? { kind: 'string', value: raw } : undefined
  if (id === 'FLOAT' || id === 'DOUBLE')
    return typeof raw === 'number' ? { kind: 'float', value: raw } : undefined
  return ofInteger(id, wholeNumber(raw), recordOf(type?.type_info)?.scale)
}

function ofInteger(id: string, value: bigint | undefined, scale: unknown): Constant | undefined {
  if (value === undefined) return undefined
  if (integers.has(id)) return { kind: 'integer', value }
  if (id === 'DATE') return { kind: 'date', days: Number(value) }
  if (id === 'TIMESTAMP' || id === 'TIMESTAMP WITH TIME ZONE') return { kind: 'timestamp', micros: value }
  if (id === 'DECIMAL' && typeof scale === 'number') return { kind: 'decimal', unscaled: value, scale }
  return undefined
}

// 128-bit values come in two halves.
function wholeNumber(raw: unknown): bigint | undefined {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? BigInt(raw) : undefined
  if (typeof raw === 'string') return /^-?\d+$/.test(raw) ? BigInt(raw) : undefined
  const halves = recordOf(raw)
  const upper = wholeHalf(halves?.upper)
  const lower = wholeHalf(halves?.lower)
  return upper === undefined || lower === undefined ? undefined : upper * 2n ** 64n + lower
}

function wholeHalf(raw: unknown): bigint | undefined {
  return typeof raw === 'object' ? undefined : wholeNumber(raw)
}
