import {
  type AddFile,
  duckDbType,
  locateFile,
  type Metadata,
  type PartitionValues,
  type StructField,
} from '../../../delta/index.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { Storage } from '../../../ports/storage.ts'
import { emptySelect, quoteIdentifier, quoteLiteral, readParquet, readParquetAsIs } from '../statements.ts'

export interface DataFiles {
  /** Rooted at the table. */
  readonly storage: Storage
  readonly metadata: Metadata
  readonly files: readonly AddFile[]
  /** More to select from each row, such as `file_index`. */
  readonly extra?: readonly string[] | undefined
  /**
   * Whether the engine is told how many rows there are, so that it builds joins on the smaller side. For gild's own SQL
   * only: in SQL with DISTINCT ON below such a join DuckDB 1.5.5 filters rows before it picks one of each (join filter
   * pushdown), which is wrong.
   */
  readonly counted?: boolean | undefined
}

/** A SELECT of all columns of a table from these files, in the table's order. Partition columns come from the log, not from the files. */
export function selectFiles({ storage, metadata, files, extra = [], counted = false }: DataFiles): string {
  const columns = metadata.schema.fields.map(columnType)
  if (files.length === 0) return emptySelect(columns)
  const partitions = new Set(metadata.partitionColumns)
  const stored = columns.filter(column => !partitions.has(column.name))
  const fields = metadata.schema.fields.map(field =>
    partitions.has(field.name)
      ? `${partitionValue(field, files)} AS ${quoteIdentifier(field.name)}`
      : quoteIdentifier(field.name),
  )
  const paths = files.map(file => locateFile(storage, file.path))
  // A file may hold nothing but what no column of the table is.
  const scan =
    stored.length === 0
      ? readParquetAsIs(paths)
      : readParquet(paths, stored, counted ? rowsIn(files) : undefined)
  return `SELECT ${[...fields, ...extra].join(', ')} FROM ${scan}`
}

// By their statistics; undefined when a file has none, or when there are no rows, which the engine would not believe.
function rowsIn(files: readonly AddFile[]): bigint | undefined {
  let rows = 0n
  for (const { stats } of files) {
    const [, count] = /"numRecords"\s*:\s*(\d+)/.exec(stats ?? '') ?? []
    if (count === undefined) return undefined
    rows += BigInt(count)
  }
  return rows === 0n ? undefined : rows
}

/** A field as the engine reads it. */
export function columnType(field: StructField): ColumnType {
  return { name: field.name, type: duckDbType(field.type) }
}

/** A value of `add.partitionValues` as an SQL expression. The empty string means NULL. */
export function partitionLiteral(field: StructField, values: PartitionValues): string {
  const type = duckDbType(field.type)
  const text = values[field.name]
  if (text === undefined || text === null || text === '') return `CAST(NULL AS ${type})`
  return type === 'BLOB' ? `encode(${quoteLiteral(text)})` : `CAST(${quoteLiteral(text)} AS ${type})`
}

// One literal where all files agree; else a list that the number of the file indexes (twice as fast as a join).
function partitionValue(field: StructField, files: readonly AddFile[]): string {
  const literals = files.map(file => partitionLiteral(field, file.partitionValues))
  const first = literals[0] ?? 'NULL'
  if (literals.every(literal => literal === first)) return first
  return `([${literals.join(', ')}])[(file_index + 1)::BIGINT]`
}
