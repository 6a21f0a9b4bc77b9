import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { AddFile, Metadata, PartitionValues } from '../log/actions.ts'
import { formatJson, type JsonObject, type JsonValue, jsonNumber } from '../log/json.ts'
import { formatMillis, parseDate, parseTimestamp } from '../values/date-time.ts'
import { encodePath } from '../values/file-path.ts'
import { formatPartitionValue } from '../values/partition-value.ts'
import { type IndexedColumn, indexedColumns, leafColumns } from './indexed-columns.ts'
import { truncateMax, truncateMin } from './truncate-text.ts'

/** A row of `COPY … (RETURN_STATS)`. */
export interface WrittenFile {
  /** Relative to the table, as on disk (not encoded). */
  readonly path: string
  readonly rows: bigint
  /** Bytes. */
  readonly size: number
  /** `column_statistics`: by quoted dotted name (`"st"."a"`), then `min`, `max`, `null_count`, `has_nan`, … as text. */
  readonly columns: ReadonlyMap<string, ColumnStatistics>
  /** `partition_keys`: DuckDB's text of each partition column's value. */
  readonly partitionKeys: ReadonlyMap<string, string | null>
}

export type ColumnStatistics = ReadonlyMap<string, string | null>

/**
 * The add action of a file that DuckDB wrote for a table with this metadata. Throws `delta-infinite-date`,
 * `delta-null-not-allowed`, `delta-bad-partition-value`.
 */
export function addFileOf(file: WrittenFile, metadata: Metadata, modificationTime: number): AddFile {
  checkNotNull(file, metadata)
  return {
    path: encodePath(file.path),
    partitionValues: partitionValuesOf(file, metadata),
    size: file.size,
    modificationTime,
    dataChange: true,
    stats: statsFromReturnStats(file, metadata),
  }
}

/**
 * The statistics of a file as JSON, true bounds of its rows by the rules of the protocol. What DuckDB cannot tell
 * (nulls of lists and maps) is left out. Throws `delta-infinite-date`.
 */
export function statsFromReturnStats(file: WrittenFile, metadata: Metadata): string {
  const minValues: Nested = new Map()
  const maxValues: Nested = new Map()
  const nullCount: Nested = new Map()
  for (const column of indexedColumns(metadata)) {
    const statistics = statisticsOf(file, column)
    if (statistics === undefined) continue
    const { min, max } = boundsOf(column, statistics)
    if (min !== undefined) put(minValues, column.path, min)
    if (max !== undefined) put(maxValues, column.path, max)
    const nulls = statistics.get('null_count')
    if (nulls !== null && nulls !== undefined) put(nullCount, column.path, BigInt(nulls))
  }
  return formatJson({
    numRecords: file.rows,
    minValues: toJson(minValues),
    maxValues: toJson(maxValues),
    nullCount: toJson(nullCount),
  })
}

type Nested = Map<string, JsonValue | Nested>

interface Bounds {
  readonly min?: JsonValue | undefined
  readonly max?: JsonValue | undefined
}

// Of a list or a map DuckDB counts elements, not rows.
function statisticsOf(file: WrittenFile, { path, type }: IndexedColumn): ColumnStatistics | undefined {
  if (type.kind === 'array' || type.kind === 'map') return undefined
  return file.columns.get(path.map(name => `"${name.replaceAll('"', '""')}"`).join('.'))
}

function boundsOf(column: IndexedColumn, statistics: ColumnStatistics): Bounds {
  const min = statistics.get('min') ?? undefined
  const max = statistics.get('max') ?? undefined
  switch (column.type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'decimal':
      return { min: numberOf(min), max: numberOf(max) }
    case 'float':
    case 'double':
      // NaN is above all numbers for readers, and no JSON.
      return { min: numberOf(min), max: statistics.get('has_nan') === 'false' ? numberOf(max) : undefined }
    case 'string':
      return {
        min: min === undefined ? undefined : truncateMin(min),
        max: max === undefined ? undefined : truncateMax(max),
      }
    case 'date':
      return { min: dateOf(column, min), max: dateOf(column, max) }
    case 'timestamp':
    case 'timestamp_ntz':
      return { min: timestampOf(column, min), max: timestampOf(column, max) }
    default:
      return {}
  }
}

function numberOf(text: string | undefined): JsonValue | undefined {
  return text !== undefined && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? jsonNumber(text) : undefined
}

function dateOf(column: IndexedColumn, text: string | undefined): string | undefined {
  checkFinite(column, text)
  return text !== undefined && parseDate(text) !== undefined ? text : undefined
}

function timestampOf(column: IndexedColumn, text: string | undefined): string | undefined {
  checkFinite(column, text)
  const micros = text === undefined ? undefined : parseTimestamp(text)
  if (micros === undefined) return undefined
  return column.type.kind === 'timestamp' ? `${formatMillis(micros)}Z` : formatMillis(micros)
}

function checkFinite({ path }: IndexedColumn, text: string | undefined): void {
  if (text?.includes('infinity'))
    throw new GildError('delta-infinite-date', { column: path.join('.'), value: text })
}

function checkNotNull(file: WrittenFile, metadata: Metadata): void {
  for (const column of leafColumns(metadata)) {
    if (column.nullable) continue
    const rows = statisticsOf(file, column)?.get('null_count') ?? '0'
    if (rows !== '0') throw new GildError('delta-null-not-allowed', { column: column.path.join('.'), rows })
  }
}

function partitionValuesOf(file: WrittenFile, { schema, partitionColumns }: Metadata): PartitionValues {
  const values: Record<string, string | null> = {}
  for (const name of partitionColumns) {
    const field =
      schema.fields.find(f => f.name === name) ?? bug(`partition column "${name}" is not in the schema`)
    const text = file.partitionKeys.get(name)
    if (text === undefined) bug(`"${file.path}" was written without a value of partition column "${name}"`)
    values[name] = formatPartitionValue(field, text)
  }
  return values
}

function put(target: Nested, path: readonly string[], value: JsonValue): void {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    target.set(name, value)
    return
  }
  const known = target.get(name)
  const inner: Nested = known instanceof Map ? known : new Map()
  target.set(name, inner)
  put(inner, rest, value)
}

function toJson(nested: Nested): JsonObject {
  return Object.fromEntries(
    [...nested].map(([name, value]) => [name, value instanceof Map ? toJson(value) : value]),
  )
}
