import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DuckDBMapValue, type DuckDBValue } from '@duckdb/node-api'
import { type AddFile, addFileOf, type Metadata, type WrittenFile } from '../../../delta/index.ts'
import type { Storage } from '../../../ports/storage.ts'
import { copyPrefix, copyToFile, copyToFiles } from '../statements.ts'
import type { StageScope } from './scope.ts'

export interface WriteFiles {
  /** For messages. */
  readonly node: string
  /** The table, relative to the lake. */
  readonly path: string
  readonly metadata: Metadata
  /** Selects all columns of the table. */
  readonly select: string
  /** The user's SQL in `select` and what stands before it. */
  readonly sql?: string | undefined
  readonly before?: string | undefined
  /** The rows go to one file in their order. Not with partitions. */
  readonly ordered: boolean
}

/** New files of a table, which nothing refers to yet; none for no rows. Leaves none when it throws. */
export async function writeFiles(scope: StageScope, request: WriteFiles): Promise<readonly AddFile[]> {
  const { lake, writer } = scope
  const storage = lake.table(request.path).storage
  const folder = storage.locate('')
  // Files of a COPY that failed are found by it: their own names are the engine's.
  const prefix = `part-${writer.ids.uuid().slice(0, 8)}`
  await mkdir(folder, { recursive: true })
  try {
    const written = await copy(scope, { ...request, folder, prefix })
    const empty = written.filter(file => file.rows === 0n)
    await Promise.all(empty.map(file => storage.remove(file.path)))
    const kept = written.filter(file => file.rows > 0n)
    const now = writer.clock.now()
    const files = kept.map(file => addFileOf(file, request.metadata, now))
    scope.created.push(...files)
    return files
  } catch (error) {
    await removeByPrefix(folder, prefix)
    throw error
  }
}

/** Removes files that no candidate needs. */
export async function removeFiles(storage: Storage, files: readonly AddFile[]): Promise<void> {
  await Promise.all(files.map(file => storage.remove(file.path)))
}

/** The number of rows in files of ours, by their statistics. */
export function rowsOf(files: readonly AddFile[]): bigint {
  return files.reduce((sum, { stats = '{}' }) => sum + BigInt(recordsIn(JSON.parse(stats))), 0n)
}

function recordsIn(stats: { readonly numRecords?: number }): number {
  return stats.numRecords ?? 0
}

interface Copy extends WriteFiles {
  readonly folder: string
  readonly prefix: string
}

async function copy(
  { session, data, writer, located }: StageScope,
  request: Copy,
): Promise<readonly WrittenFile[]> {
  const { node, path, folder, prefix, ordered, metadata, sql } = request
  const query = `(${request.select})`
  const { partitionColumns } = metadata
  const statement =
    ordered && partitionColumns.length === 0
      ? copyToFile(query, join(folder, `${prefix}-${writer.ids.uuid()}.parquet`))
      : copyToFiles({ query, folder, prefix, partitionBy: partitionColumns })
  const before = `${copyPrefix}(${request.before ?? ''}`
  const user = sql === undefined ? undefined : { sql, before, located }
  const rows = await session.translated({ node, user, writes: `the table "${path}"` }, () =>
    data.rows(statement),
  )
  return rows.map(writtenFile)
}

// A row of RETURN_STATS: filename, count, file_size_bytes, footer_size_bytes, column_statistics, partition_keys.
function writtenFile(row: readonly DuckDBValue[]): WrittenFile {
  const [filename, count, size, , statistics, partitions] = row
  return {
    path: basename(String(filename)),
    rows: BigInt(String(count)),
    size: Number(size),
    columns: new Map(
      [...entriesOf(statistics)].map(([name, values]) => [name, new Map(textEntries(values))]),
    ),
    partitionKeys: new Map(textEntries(partitions)),
  }
}

function* entriesOf(value: DuckDBValue | undefined): Generator<readonly [string, DuckDBValue]> {
  if (!(value instanceof DuckDBMapValue)) return
  for (const entry of value.entries) yield [String(entry.key), entry.value]
}

function textEntries(value: DuckDBValue | undefined): readonly (readonly [string, string | null])[] {
  return [...entriesOf(value)].map(([key, text]) => [key, text === null ? null : String(text)])
}

async function removeByPrefix(folder: string, prefix: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  await Promise.all(
    names.filter(name => name.startsWith(prefix)).map(name => rm(join(folder, name), { force: true })),
  )
}
