import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Live {
  readonly path: string
  readonly partitionValues: Readonly<Record<string, string | null>>
}

interface Field {
  readonly name: string
  readonly type: unknown
}

/**
 * A query for the rows of a Delta table, by a replay of its JSON commits that is as plain as can be and shares nothing
 * with the kernel. For tables that gild wrote: flat file names, no deletion vectors.
 */
export function naiveSelect(table: string): string {
  const live = new Map<string, Live>()
  let fields: readonly Field[] = []
  for (const action of actionsOf(table)) {
    if (action.metaData !== undefined) fields = JSON.parse(action.metaData.schemaString).fields
    if (action.add !== undefined) live.set(action.add.path, action.add)
    if (action.remove !== undefined) live.delete(action.remove.path)
  }
  const all = fields.map(({ name, type }) => `null::${duckDbType(type)} as "${name}"`).join(', ')
  const empty = `select ${all} where false`
  const parts = [...byPartition(live.values())].map(([key, paths]) =>
    partSelect(table, { key, paths, fields }),
  )
  return [empty, ...parts].join('\nunion all by name\n')
}

interface Action {
  readonly metaData?: { readonly schemaString: string }
  readonly add?: Live
  readonly remove?: { readonly path: string }
}

function actionsOf(table: string): readonly Action[] {
  const log = join(table, '_delta_log')
  const commits = readdirSync(log).filter(name => /^\d{20}\.json$/.test(name))
  return commits
    .sort()
    .flatMap(name => readFileSync(join(log, name), 'utf8').trim().split('\n'))
    .map(line => JSON.parse(line))
}

function byPartition(files: Iterable<Live>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const { path, partitionValues } of files) {
    const key = JSON.stringify(partitionValues)
    groups.set(key, [...(groups.get(key) ?? []), decodeURIComponent(path)])
  }
  return groups
}

interface Part {
  readonly key: string
  readonly paths: readonly string[]
  readonly fields: readonly Field[]
}

function partSelect(table: string, { key, paths, fields }: Part): string {
  const files = paths.map(path => `'${join(table, path)}'`).join(', ')
  const values = Object.entries(JSON.parse(key) as Record<string, string | null>).map(([name, value]) => {
    const type = duckDbType(fields.find(field => field.name === name)?.type)
    return `${value === null || value === '' ? 'null' : `'${value.replaceAll("'", "''")}'`}::${type} as "${name}"`
  })
  const from = `read_parquet([${files}], union_by_name = true, hive_partitioning = false)`
  return `select ${['*', ...values].join(', ')} from ${from}`
}

const types: Readonly<Record<string, string>> = {
  string: 'varchar',
  long: 'bigint',
  integer: 'integer',
  short: 'smallint',
  byte: 'tinyint',
  double: 'double',
  float: 'float',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
  timestamp_ntz: 'timestamp',
  binary: 'blob',
}

function duckDbType(type: unknown): string {
  if (typeof type === 'string') return types[type] ?? type
  const nested = type as {
    type: string
    elementType?: unknown
    fields?: readonly Field[]
    keyType?: unknown
    valueType?: unknown
  }
  if (nested.type === 'array') return `${duckDbType(nested.elementType)}[]`
  if (nested.type === 'map') return `map(${duckDbType(nested.keyType)}, ${duckDbType(nested.valueType)})`
  return `struct(${(nested.fields ?? []).map(({ name, type: of }) => `"${name}" ${duckDbType(of)}`).join(', ')})`
}
