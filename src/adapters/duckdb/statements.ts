import type { ColumnType } from '../../ports/column-type.ts'
import type { FileTable, RelationName } from '../../ports/relation.ts'
import { segmentForm } from '../../ports/segment-form.ts'

/** Every COPY, read_parquet and read_csv of gild is written here, because their options differ between versions of DuckDB. */

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export function relationText(name: RelationName): string {
  return `${quoteIdentifier(name.schema)}.${quoteIdentifier(name.name)}`
}

export function columnList(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ')
}

/**
 * The rows of data files, with exactly these columns: ones that a file lacks are NULL, narrower types are widened. The virtual
 * columns `file_index` and `file_row_number` can be selected too. Paths are absolute and hold no patterns. `rows` is how many
 * there are: without it the engine takes each file for a thousand, and may build a join on its larger side.
 */
export function readParquet(
  files: readonly string[],
  columns: readonly ColumnType[],
  rows?: bigint | undefined,
): string {
  const fields = columns.map(({ name, type }) => {
    const text = quoteLiteral(name)
    return `${text}: {name: ${text}, type: ${quoteLiteral(type)}, default_value: NULL}`
  })
  // DuckDB would make columns of path segments such as env=prod, even above the table's folder.
  const options = [
    `schema=MAP{${fields.join(', ')}}`,
    'hive_partitioning=false',
    ...(rows === undefined ? [] : [`explicit_cardinality=${rows}`]),
  ]
  return `read_parquet([${files.map(fileLiteral).join(', ')}], ${options.join(', ')})`
}

/** Files with the columns they have, those of the first file. */
export function readParquetAsIs(files: readonly string[]): string {
  return `read_parquet([${files.map(fileLiteral).join(', ')}], hive_partitioning=false)`
}

/** A query of no rows with these columns. */
export function emptySelect(columns: readonly ColumnType[]): string {
  const fields = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteIdentifier(name)}`)
  return `SELECT ${fields.length === 0 ? 'NULL' : fields.join(', ')} WHERE false`
}

export interface CopyTarget {
  /** The query, in parentheses. */
  readonly query: string
  /** Absolute. */
  readonly folder: string
  /** What the names of the files start with. */
  readonly prefix: string
  readonly partitionBy: readonly string[]
}

/** What stands before the query in these statements: positions in the engine's errors count from there. */
export const copyPrefix = 'COPY '

/** Bytes. */
export const targetFileSize = 128 * 1024 * 1024

/**
 * Writes data files under names of their own into one flat folder; the rows describe them (`RETURN_STATS`). Rows of a
 * partition go to one file; without partitions a file ends at 128 MB (this DuckDB cannot do both at once).
 */
export function copyToFiles({ query, folder, prefix, partitionBy }: CopyTarget): string {
  const options = [
    ...dataFile,
    `FILENAME_PATTERN ${quoteLiteral(`${prefix}-{uuid}`)}`,
    // The folder holds the live files of the table.
    'APPEND true',
    ...(partitionBy.length === 0
      ? [`FILE_SIZE_BYTES ${targetFileSize}`]
      : [`PARTITION_BY (${columnList(partitionBy)})`, 'HIVE_FILE_PATTERN false']),
  ]
  return `${copyPrefix}${query} TO ${quoteLiteral(folder)} (${options.join(', ')})`
}

/** Writes one file, which keeps the order of the rows; its row describes it. */
export function copyToFile(query: string, file: string): string {
  return `${copyPrefix}${query} TO ${quoteLiteral(file)} (${dataFile.join(', ')})`
}

const dataFile = ['FORMAT parquet', 'COMPRESSION snappy', 'RETURN_STATS true']

/** Settings of the instance for COPY: one open file fewer than there are partitions costs a file each time a partition comes back. */
export const copySettings = { partitioned_write_max_open_files: '1000' }

/** For sorted rows of a partitioned COPY: how many are held before they are written. */
export const smallPartitionBuffers = 'SET partitioned_write_flush_threshold = 16384'
export const usualPartitionBuffers = 'RESET partitioned_write_flush_threshold'

/** The rows of a CSV file with a header of exactly these columns. Empty is NULL. */
export function readCsv(file: string, delimiter: string, columns: readonly ColumnType[]): string {
  const options = [
    // Detection would take a longer line below for the header, and lose what is above it.
    'auto_detect=false',
    'header=true',
    'strict_mode=true',
    `delim=${quoteLiteral(delimiter)}`,
    `quote='"'`,
    `escape='"'`,
    "nullstr=''",
    `columns={${columns.map(({ name, type }) => `${quoteLiteral(name)}: ${quoteLiteral(type)}`).join(', ')}}`,
  ]
  return `read_csv(${fileLiteral(file)}, ${options.join(', ')})`
}

/**
 * The records of files in the segment form: `offset`, `ms`, `key`, `headers`, `value` as they are in the file, and
 * `filename`. No line is longer than `longest` bytes.
 */
export function readSegments(files: readonly string[], longest: number): string {
  const options = [
    `delim=${quoteLiteral(segmentForm.delimiter)}`,
    "quote='', escape='', comment='', header=false, auto_detect=false, strict_mode=false, filename=true",
    `nullstr=${quoteLiteral(segmentForm.nullField)}`,
    `max_line_size=${Math.min(segmentForm.maxLineBytes, Math.max(2 ** 21, longest))}`,
    "columns={'offset': 'BIGINT', 'ms': 'BIGINT', 'key': 'VARCHAR', 'headers': 'VARCHAR', 'value': 'VARCHAR'}",
  ]
  return `read_csv([${files.map(fileLiteral).join(', ')}], ${options.join(', ')})`
}

export interface FilesToRead extends Pick<FileTable, 'format' | 'columnTypes'> {
  readonly files: readonly { readonly path: string }[]
}

/** All rows of files that others wrote. Types of text are those that all values of a column fit. */
export function readFiles({ files, format, columnTypes }: FilesToRead): string {
  const paths = `[${files.map(({ path }) => fileLiteral(path)).join(', ')}]`
  const types = Object.entries(columnTypes).map(
    ([name, type]) => `${quoteLiteral(name)}: ${quoteLiteral(type)}`,
  )
  const options = {
    parquet: ['union_by_name=true'],
    csv: [
      'header=true',
      'sample_size=-1',
      'union_by_name=true',
      ...(types.length === 0 ? [] : [`types={${types.join(', ')}}`]),
    ],
    json: ["format='newline_delimited'", 'sample_size=-1', 'union_by_name=true'],
  }
  return `read_${format}(${[paths, ...options[format], 'hive_partitioning=false'].join(', ')})`
}

// Names of files are glob patterns; in brackets a character stands for itself.
function fileLiteral(path: string): string {
  return quoteLiteral(path.replace(/[*?[]/g, '[$&]'))
}

/** The rows of a file of JSON lines. `longest` is the size of its longest line in bytes. */
export function readJsonLines(file: string, columns: readonly ColumnType[], longest: number): string {
  const fields = columns.map(({ name, type }) => `${quoteLiteral(name)}: ${quoteLiteral(type)}`)
  const size = Math.max(16_777_216, longest + 1024)
  return `read_json(${fileLiteral(file)}, format='newline_delimited', auto_detect=false, maximum_object_size=${size}, columns={${fields.join(', ')}})`
}
