import type { SqlValue } from '../../ports/relation.ts'

type Row = readonly SqlValue[]

export interface RowDifference {
  /** Expected, and not there. */
  readonly missing: readonly Row[]
  /** There, and not expected. */
  readonly unexpected: readonly Row[]
}

/** Compares rows as multisets: their order says nothing, how often one occurs does. */
export function compareRows(expected: readonly Row[], actual: readonly Row[]): RowDifference {
  const counts = new Map<string, number>()
  for (const row of actual) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  const missing = expected.filter(row => {
    const left = counts.get(keyOf(row)) ?? 0
    counts.set(keyOf(row), left - 1)
    return left <= 0
  })
  const surplus = new Map([...counts].filter(([, count]) => count > 0))
  const unexpected = actual.filter(row => {
    const left = surplus.get(keyOf(row)) ?? 0
    surplus.set(keyOf(row), left - 1)
    return left > 0
  })
  return { missing, unexpected }
}

/** One value as text; NULL is `null`. */
export function cellText(value: SqlValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return value
  if (typeof value === 'object') return jsonOf(value)
  return String(value)
}

function keyOf(row: Row): string {
  return jsonOf(row)
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`
    return typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner
  })
}
