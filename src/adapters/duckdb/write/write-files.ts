import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DuckDBMapValue, type DuckDBValue } from '@duckdb/node-api'
import { type AddFile, addFileOf, type Metadata, type WrittenFile } from '../../../delta/index.ts'
import { isGildError } from '../../../errors/gild-error.ts'
import type { Storage } from '../../../ports/storage.ts'
import {
  columnList,
  copyPrefix,
  copyToFile,
  copyToFiles,
  smallPartitionBuffers,
  usualPartitionBuffers,
} from '../statements.ts'
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

async function copy(scope: StageScope, request: Copy): Promise<readonly WrittenFile[]> {
  const { select, before = '', folder, prefix, metadata } = request
  const { partitionColumns: partitionBy } = metadata
  if (partitionBy.length === 0) {
    const file = join(folder, `${prefix}-${scope.writer.ids.uuid()}.parquet`)
    const query = `(${select})`
    const statement = request.ordered
      ? copyToFile(query, file)
      : copyToFiles({ query, folder, prefix, partitionBy })
    return runCopy(scope, request, { statement, before: `${copyPrefix}(${before}` })
  }
  try {
    const statement = copyToFiles({ query: `(${select})`, folder, prefix, partitionBy })
    return await runCopy(scope, request, { statement, before: `${copyPrefix}(${before}` })
  } catch (error) {
    if (!isGildError(error, 'out-of-memory')) throw error
    await removeByPrefix(folder, prefix)
    return copySorted(scope, request)
  }
}

// Each open partition holds buffers for every column; sorted rows, which spill, need those of a few at a time.
async function copySorted(scope: StageScope, request: Copy): Promise<readonly WrittenFile[]> {
  const { select, before = '', folder, prefix, metadata } = request
  const { partitionColumns: partitionBy } = metadata
  const open = '(SELECT * FROM ('
  const query = `${open}${select}) ORDER BY ${columnList(partitionBy)})`
  const statement = copyToFiles({ query, folder, prefix, partitionBy })
  await scope.data.run(smallPartitionBuffers)
  try {
    return await runCopy(scope, request, { statement, before: `${copyPrefix}${open}${before}` })
  } finally {
    if (!scope.session.cancelled) await scope.data.run(usualPartitionBuffers)
  }
}

async function runCopy(
  { session, data, located }: StageScope,
  { node, path, sql }: Copy,
  { statement, before }: { readonly statement: string; readonly before: string },
): Promise<readonly WrittenFile[]> {
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
