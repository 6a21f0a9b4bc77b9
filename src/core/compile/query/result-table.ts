import type { QueryResult, SqlValue } from '../../../ports/relation.ts'
import { fromJs, type HostObject, hostFunction, hostValue, tuple, type Value } from '../../template/index.ts'
import { float } from '../../template/values/make.ts'

/**
 * The rows of a query as macros of dbt projects take them apart: `.columns`, `.rows`, `.column_names`, by position, by
 * name, and by iteration. Whole numbers are ints, DECIMAL and DOUBLE floats, as long as that is exact; times are text.
 */
export function resultTable({ columns, rows }: QueryResult): Value {
  const names = columns.map(({ name }) => name)
  const cells = rows.map(row => row.map((value, i) => cell(value, columns[i]?.type ?? '')))
  const tableRows = cells.map(row => sequence('Row', { keys: names, values: row }))
  const tableColumns = columns.map(({ name, type }, i) => {
    const values = cells.map(row => row[i] ?? null)
    return sequence('Column', { keys: positions(values), values }, { name, index: i, data_type: type })
  })
  return hostValue({
    typeName: 'Table',
    attribute: memberOf({
      columns: sequence('MappedSequence', { keys: names, values: tableColumns }),
      rows: sequence('MappedSequence', { keys: positions(tableRows), values: tableRows }),
      column_names: tuple(names),
      column_types: tuple(columns.map(({ type }) => type)),
    }),
    names: () => ['columns', 'rows', 'column_names', 'column_types'],
    iterate: () => tableRows,
    length: () => tableRows.length,
    // As in dbt: a table is there, also one without rows.
    truth: () => true,
    json: () => fromJs(rows.map(row => Object.fromEntries(names.map((name, i) => [name, jsonOf(row[i])])))),
  })
}

/** An ordered list of named values: agate's `MappedSequence`, of which its rows and columns are kinds. */
function sequence(
  typeName: string,
  { keys, values }: { readonly keys: readonly string[]; readonly values: readonly Value[] },
  more: Readonly<Record<string, Value>> = {},
): Value {
  const at = (key: Value): Value | undefined => {
    if (typeof key === 'number') return values[key < 0 ? values.length + key : key]
    const index = typeof key === 'string' ? keys.indexOf(key) : -1
    return index < 0 ? undefined : values[index]
  }
  const pairs = () => keys.map((key, i) => tuple([key, values[i] ?? null]))
  const methods: Readonly<Record<string, Value>> = {
    ...more,
    values: hostFunction('values', () => tuple(values)),
    keys: hostFunction('keys', () => tuple(keys)),
    items: hostFunction('items', () => pairs()),
    dict: hostFunction('dict', () => fromJs(new Map(keys.map((key, i) => [key, values[i] ?? null])))),
    get: hostFunction('get', call => at(call.positional[0] ?? null) ?? call.positional[1] ?? null),
    values_distinct: hostFunction('values_distinct', () => tuple(distinct(values))),
    values_without_nulls: hostFunction('values_without_nulls', () => tuple(values.filter(isPresent))),
  }
  return hostValue({
    typeName,
    attribute: memberOf(methods),
    names: () => Object.keys(methods),
    item: at,
    iterate: () => values,
    length: () => values.length,
    contains: value => values.includes(value),
    str: () => `<${typeName}: ${values.length} values>`,
    json: () => [...values],
  })
}

function positions(values: readonly unknown[]): readonly string[] {
  return values.map((_, i) => String(i))
}

function memberOf(members: Readonly<Record<string, Value>>): NonNullable<HostObject['attribute']> {
  return name => (Object.hasOwn(members, name) ? members[name] : undefined)
}

function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)]
}

function isPresent(value: Value): boolean {
  return value !== null
}

// So many digits a number keeps.
const exactDigits = 15

function cell(value: SqlValue, type: string): Value {
  if (typeof value === 'number' && /^(?:DOUBLE|FLOAT)/.test(type)) return float(value)
  if (typeof value === 'string' && type.startsWith('DECIMAL')) return decimal(value)
  return fromJs(value)
}

function decimal(text: string): Value {
  if (!text.includes('.')) return fromJs(BigInt(text))
  return text.replace(/\D/g, '').replace(/^0+/, '').length > exactDigits ? text : float(Number(text))
}

function jsonOf(value: SqlValue | undefined): unknown {
  return value ?? null
}
