import type { ColumnType } from '../../ports/column-type.ts'
import { jsonText } from './json.ts'
import { type ArtifactMetadata, isoTime, metadataJson } from './metadata.ts'

/** What is known of a relation beyond its declaration. Numbers are absent where nothing can tell them. */
export interface CatalogEntry {
  readonly id: string
  readonly schema: string
  readonly name: string
  readonly type: 'table' | 'view' | 'topic' | 'files'
  readonly description: string
  readonly columns: readonly ColumnType[]
  /** By the name of the column. */
  readonly columnDescriptions: Readonly<Record<string, string>>
  readonly rows?: bigint | undefined
  readonly bytes?: number | undefined
  readonly files?: number | undefined
  /** Delta version that the numbers are of. */
  readonly version?: number | undefined
  /** When it was committed, milliseconds since the epoch. */
  readonly modifiedAt?: number | undefined
  readonly partitionBy?: readonly string[] | undefined
}

export interface CatalogInput {
  readonly metadata: ArtifactMetadata
  /** Sources have ids that begin with `source.`. */
  readonly entries: readonly CatalogEntry[]
  /** Sentences on what could not be read. */
  readonly errors: readonly string[]
}

/** dbt's `catalog.json`, v1, as text. */
export function catalogJson({ metadata, entries, errors }: CatalogInput): string {
  const byId = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))
  const isSource = ({ id }: CatalogEntry) => id.startsWith('source.')
  const tables = (of: readonly CatalogEntry[]) => new Map(of.map(entry => [entry.id, tableJson(entry)]))
  return jsonText({
    metadata: metadataJson(metadata, 'catalog/v1'),
    nodes: tables(byId.filter(entry => !isSource(entry))),
    sources: tables(byId.filter(isSource)),
    errors: errors.length === 0 ? null : errors,
  })
}

function tableJson(entry: CatalogEntry): Readonly<Record<string, unknown>> {
  const { id, schema, name, type, description, columns, columnDescriptions } = entry
  const columnJson = (column: ColumnType, index: number) => ({
    type: column.type,
    index: index + 1,
    name: column.name,
    comment: columnDescriptions[column.name] ?? null,
  })
  return {
    metadata: {
      type,
      schema,
      name,
      database: null,
      comment: description === '' ? null : description,
      owner: null,
    },
    columns: new Map(columns.map((column, index) => [column.name, columnJson(column, index)])),
    stats: stats(entry),
    unique_id: id,
  }
}

function stats(entry: CatalogEntry): Readonly<Record<string, unknown>> {
  const { rows, bytes, files, version, modifiedAt, partitionBy = [] } = entry
  const values: readonly (readonly [id: string, label: string, value: unknown, description: string])[] = [
    ['num_rows', entry.type === 'topic' ? 'Messages' : 'Rows', rows, 'Rows of the version'],
    ['num_bytes', 'Bytes', bytes, 'Bytes of the live files'],
    ['num_files', 'Files', files, 'Live files'],
    ['version', 'Version', version, 'Delta version'],
    [
      'last_modified',
      'Last modified',
      modifiedAt === undefined ? undefined : isoTime(modifiedAt),
      'Time of the version, UTC',
    ],
    [
      'partition_by',
      'Partitioned by',
      partitionBy.length === 0 ? undefined : partitionBy.join(', '),
      'Partition columns',
    ],
  ]
  const known = values.filter(([, , value]) => value !== undefined)
  const list = known.map(([id, label, value, description]) => [
    id,
    { id, label, value, include: true, description },
  ])
  const has = { id: 'has_stats', label: 'Has Stats?', value: known.length > 0, include: false }
  return Object.fromEntries([
    ...list,
    ['has_stats', { ...has, description: 'Indicates whether there are statistics for this table' }],
  ])
}
