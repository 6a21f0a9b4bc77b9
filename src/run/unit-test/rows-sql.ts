import type { Reference } from '../../core/compile/compiled.ts'
import type { TestRows } from '../../core/parse/manifest.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import { quoteIdentifier } from '../sql-literal.ts'
import { inferredType, noRowsSql, valueSql } from './value-sql.ts'

/** Says of a row of `changes()` what happened to it. */
export const CHANGE_TYPE = '_change_type'

/**
 * Given rows as a query. Columns that `types` knows have its types, and are NULL where no row names them; others get
 * the type of their values. What a query gives is not touched.
 */
export function rowsSql(rows: TestRows, types: readonly ColumnType[]): string {
  if (rows.format === 'sql') return rows.sql
  const columns = columnsOf(rows, types)
  if (rows.rows.length === 0)
    return noRowsSql(columns.map(({ name, type }) => ({ name, type: type || 'VARCHAR' })))
  const lines = rows.rows.map(row => {
    const given = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]))
    return `(${columns.map(({ name, type }) => cell(given.get(name.toLowerCase()), type)).join(', ')})`
  })
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  return `select * from (values\n${lines.join(',\n')}\n) as given(${names})`
}

/** The rows as a reference of that mode sees them: `changes()` with what happened to each, all else without. */
export function rowsInMode(rows: TestRows, mode: Reference['mode']): TestRows {
  if (rows.format === 'sql') return rows
  const changeType = rows.columns.find(name => name.toLowerCase() === CHANGE_TYPE)
  if (mode === 'changes') {
    if (changeType !== undefined) return rows
    const inserted = rows.rows.map(row => ({ ...row, [CHANGE_TYPE]: 'insert' }))
    return { ...rows, columns: [...rows.columns, CHANGE_TYPE], rows: inserted }
  }
  if (changeType === undefined) return rows
  const left = rows.rows.filter(row => !gone.has(String(row[changeType])))
  return {
    ...rows,
    columns: rows.columns.filter(name => name !== changeType),
    rows: left.map(without(changeType)),
  }
}

// What a change took away is not in the table any more.
const gone: ReadonlySet<string> = new Set(['delete', 'update_preimage'])

function without(
  column: string,
): (row: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> {
  return row => Object.fromEntries(Object.entries(row).filter(([name]) => name !== column))
}

function columnsOf(
  { columns, rows }: Exclude<TestRows, { format: 'sql' }>,
  types: readonly ColumnType[],
): readonly ColumnType[] {
  const known = new Set(types.map(({ name }) => name.toLowerCase()))
  const others = columns.filter(name => !known.has(name.toLowerCase()))
  return [...types, ...others.map(name => ({ name, type: inferredType(rows.map(row => row[name])) }))]
}

function cell(value: unknown, type: string): string {
  return type === '' ? valueSql(value) : `cast(${valueSql(value)} as ${type})`
}
