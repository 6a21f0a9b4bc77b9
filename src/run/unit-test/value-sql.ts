import type { ColumnType } from '../../ports/column-type.ts'
import { quoteIdentifier } from '../sql-literal.ts'

/** A value of YAML or of a CSV as an SQL constant of its own type; lists and maps as lists and structs. */
export function valueSql(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return numberSql(value)
  if (Array.isArray(value)) return `[${value.map(valueSql).join(', ')}]`
  if (typeof value !== 'object') return text(String(value))
  const fields = Object.entries(value).map(([name, inner]) => `${text(name)}: ${valueSql(inner)}`)
  return fields.length === 0 ? text('{}') : `{${fields.join(', ')}}`
}

/** A query of no rows with these columns. */
export function noRowsSql(columns: readonly ColumnType[]): string {
  const cells = columns.map(({ name, type }) => `cast(null as ${type}) as ${quoteIdentifier(name)}`)
  return `select ${cells.length === 0 ? 'null as "no_column"' : cells.join(', ')} where false`
}

/** The type of a column that nothing but its values tells. */
export function inferredType(values: readonly unknown[]): string {
  const known = values.filter(value => value !== null && value !== undefined)
  if (known.length === 0) return 'VARCHAR'
  return scalarTypes.find(({ fits }) => known.every(fits))?.type ?? nestedType(known)
}

const scalarTypes: readonly { readonly type: string; fits(value: unknown): boolean }[] = [
  { type: 'BOOLEAN', fits: value => typeof value === 'boolean' || like(value, /^(?:true|false)$/i) },
  {
    type: 'BIGINT',
    fits: value => (isNumber(value) ? Number.isInteger(value) : like(value, /^-?(?:0|[1-9]\d{0,17})$/)),
  },
  {
    type: 'DOUBLE',
    fits: value => isNumber(value) || like(value, /^-?\d+\.\d+(?:e[-+]?\d+)?$|^-?(?:0|[1-9]\d{0,17})$/i),
  },
  { type: 'DATE', fits: value => like(value, /^\d{4}-\d\d-\d\d$/) },
  { type: 'TIMESTAMP', fits: value => like(value, /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?$/) },
  {
    type: 'TIMESTAMP WITH TIME ZONE',
    fits: value => like(value, /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*(?:Z|[-+]\d\d(?::?\d\d)?)$/),
  },
]

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

function like(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value)
}

// A list or a map keeps the type that the engine gives to its constant.
function nestedType(values: readonly unknown[]): string {
  return values.some(value => typeof value === 'object') ? '' : 'VARCHAR'
}

function numberSql(value: number | bigint | boolean): string {
  return typeof value === 'number' && !Number.isFinite(value) ? `cast('${value}' as DOUBLE)` : String(value)
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
