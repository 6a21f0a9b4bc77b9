import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts'
import { openLocalStorage } from '../../src/adapters/storage/local-storage.ts'
import type { Pin } from '../../src/ports/pin.ts'
import type { RelationSpec, SqlValue } from '../../src/ports/relation.ts'
import type { Worker } from '../../src/ports/warehouse.ts'
import { runtimeAt } from './demo-project.ts'

/** A table below the root of a reader, at its latest version unless one is given. */
export interface TableAt {
  readonly path: string
  readonly version?: number
}

/** Queries over tables of any lakes below one folder. */
export interface LakeReader extends AsyncDisposable {
  pin(table: TableAt): Promise<Pin>
  /** Rows of SQL that names the tables by the keys given. */
  rows(sql: string, tables?: Readonly<Record<string, TableAt>>): Promise<readonly (readonly SqlValue[])[]>
}

export async function openLakeReader(root: string): Promise<LakeReader> {
  const runtime = runtimeAt('2025-11-09T16:00:00.000Z')
  const warehouse = await openWarehouse({
    storage: openLocalStorage(root),
    threads: 1,
    runTime: runtime.clock.now(),
    clock: runtime.clock,
    ids: runtime.ids,
    writtenBy: 'tests',
  })
  async function pin({ path, version }: TableAt): Promise<Pin> {
    const found = await warehouse.pin(path, version)
    if (found === undefined) throw new Error(`no table at ${path}`)
    return found
  }
  return {
    pin,
    async rows(sql, tables = {}) {
      const relations = await Promise.all(
        Object.entries(tables).map(
          async ([name, table]): Promise<RelationSpec> => ({
            kind: 'table',
            name: { schema: 't', name },
            pin: await pin(table),
          }),
        ),
      )
      const query = async (worker: Worker) =>
        (await worker.query(await worker.bind({ node: 'check', sql, relations }))).rows
      return warehouse.withWorker(query)
    },
    [Symbol.asyncDispose]: () => warehouse[Symbol.asyncDispose](),
  }
}

/** The Delta tables below a folder: their paths relative to it. */
export async function tablesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory() && entry.name === '_delta_log')
    .map(({ parentPath }) => parentPath.slice(folder.length + 1))
    .sort()
}

/** How many rows, as a multiset over the columns not ignored, are only in one of two queries or tables. */
export async function rowDifferences(
  reader: LakeReader,
  {
    left,
    right,
    tables,
  }: { readonly left: string; readonly right: string; readonly tables: Record<string, TableAt> },
): Promise<{ readonly onlyLeft: bigint; readonly onlyRight: bigint }> {
  const sql = `select
    (select count(*) from ((${left}) except all (${right}))),
    (select count(*) from ((${right}) except all (${left})))`
  const [row] = await reader.rows(sql, tables)
  return { onlyLeft: BigInt(String(row?.[0])), onlyRight: BigInt(String(row?.[1])) }
}

/**
 * The tables of two lakes that differ in anything but the columns that `ignore` matches, each with the number of rows
 * that are only here and only there.
 */
export async function lakeDifferences(a: string, b: string, ignore: RegExp): Promise<readonly string[]> {
  await using reader = await openLakeReader('/')
  const [tables, others] = [await tablesBelow(a), await tablesBelow(b)]
  const differences = tables.join() === others.join() ? [] : [`tables: ${tables.join()} / ${others.join()}`]
  for (const table of tables.filter(name => others.includes(name))) {
    const here = { path: join(a, table) }
    const there = { path: join(b, table) }
    const columns = (await reader.pin(here)).columns.filter(({ name }) => !ignore.test(name))
    const list = columns.map(({ name }) => `"${name}"`).join(', ')
    const found = await rowDifferences(reader, {
      left: `select ${list} from t.here`,
      right: `select ${list} from t.there`,
      tables: { here, there },
    })
    if (found.onlyLeft + found.onlyRight > 0n)
      differences.push(`${table}: ${found.onlyLeft} / ${found.onlyRight} rows`)
  }
  return differences
}
