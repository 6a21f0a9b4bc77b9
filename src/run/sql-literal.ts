import type { SqlValue } from '../ports/relation.ts'

/** `"a""b"`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A scalar of a query's result as a constant of its type, for example `DATE '2025-01-31'`. NULL is `null`. */
export function sqlLiteral(value: SqlValue, type: string): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const quoted = `'${text.replaceAll("'", "''")}'`
  if (type === 'VARCHAR') return quoted
  if (type === 'DATE') return `DATE ${quoted}`
  if (typeof value === 'number' && Number.isInteger(value) && /INT/.test(type)) return text
  return `CAST(${quoted} AS ${type})`
}
