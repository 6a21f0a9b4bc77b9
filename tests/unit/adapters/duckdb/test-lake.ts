import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts'
import { openLocalStorage } from '../../../../src/adapters/storage/local-storage.ts'
import type { Pin } from '../../../../src/ports/pin.ts'
import type { RelationSpec, SqlValue } from '../../../../src/ports/relation.ts'
import type { Storage } from '../../../../src/ports/storage.ts'
import type {
  BoundQuery,
  Candidate,
  CursorMove,
  OnSchemaChange,
  PublishResult,
  Warehouse,
  Worker,
  WriteMode,
} from '../../../../src/ports/warehouse.ts'

export const runTime = Date.UTC(2025, 2, 4, 5, 6, 7, 123)

export interface TestLake extends AsyncDisposable {
  readonly folder: string
  readonly tempRoot: string
  readonly warehouse: Warehouse
  /** What went wrong without harm. */
  readonly warnings: readonly string[]
}

export interface LakeOptions {
  readonly threads?: number
  readonly memory?: string
  /** Another process on the same lake. */
  readonly beside?: TestLake
  /** The lake's storage with faults. */
  readonly storage?: (storage: Storage) => Storage
}

/** A warehouse over an empty folder; both are gone at the end. */
export async function openTestLake(options: LakeOptions = {}): Promise<TestLake> {
  const root = await mkdtemp(join(tmpdir(), 'gild-test-'))
  const folder = options.beside?.folder ?? join(root, 'lake')
  const tempRoot = join(root, 'temp')
  await mkdir(tempRoot)
  const warnings: string[] = []
  const warehouse = await openWarehouse({
    storage: (options.storage ?? (it => it))(openLocalStorage(folder, { durability: 'process' })),
    threads: options.threads ?? 2,
    memory: options.memory ?? '1GB',
    runTime,
    tempRoot,
    clock: { now: () => Date.now() },
    ids: { uuid: () => randomUUID() },
    writtenBy: 'gild/test',
    warn: message => warnings.push(message),
  })
  return {
    folder,
    tempRoot,
    warehouse,
    warnings,
    async [Symbol.asyncDispose]() {
      await warehouse[Symbol.asyncDispose]()
      await rm(root, { recursive: true, force: true })
    },
  }
}

export interface WriteOptions {
  readonly path?: string
  readonly write?: WriteMode
  readonly partitionBy?: readonly string[]
  readonly onSchemaChange?: OnSchemaChange
  readonly properties?: Readonly<Record<string, string>>
  readonly cursors?: readonly CursorMove[]
  readonly relations?: readonly RelationSpec[]
  /** Undefined takes the table as it is; `null` creates it. */
  readonly base?: Pin | null
}

/** Stages and publishes the rows of a query in the table `s/t`, overwriting it unless said otherwise. */
export async function write(lake: TestLake, sql: string, options: WriteOptions = {}): Promise<Pin> {
  const result = await tryWrite(lake, sql, options)
  if (result.kind === 'conflict') throw new Error(`conflict: ${result.reason}`)
  return result.pin
}

export async function tryWrite(
  lake: TestLake,
  sql: string,
  options: WriteOptions = {},
): Promise<PublishResult> {
  return lake.warehouse.withWorker(async worker => {
    const candidate = await stage({ lake, worker, sql, options })
    return worker.publish(candidate, { cursors: options.cursors ?? [], info: { node: 'test' } })
  })
}

export async function stage(work: {
  readonly lake: TestLake
  readonly worker: Worker
  readonly sql: string
  readonly options?: WriteOptions
}): Promise<Candidate> {
  const { lake, worker, sql, options = {} } = work
  const path = options.path ?? 's/t'
  const query = await worker.bind({ node: 'test', sql, relations: options.relations ?? [] })
  return worker.stage({
    query,
    path,
    base: options.base === null ? undefined : (options.base ?? (await lake.warehouse.pin(path))),
    write: options.write ?? { kind: 'overwrite' },
    partitionBy: options.partitionBy ?? [],
    onSchemaChange: options.onSchemaChange ?? 'append_new_columns',
    properties: options.properties ?? {},
  })
}

/** The rows of a query, with the table `s/t` as `s.t` unless relations are given. */
export async function rows(
  lake: TestLake,
  sql = 'select * from s.t order by all',
  relations?: readonly RelationSpec[],
): Promise<readonly (readonly SqlValue[])[]> {
  return (await query(lake, sql, relations)).rows
}

export async function query(
  lake: TestLake,
  sql: string,
  relations?: readonly RelationSpec[],
): Promise<{ readonly rows: readonly (readonly SqlValue[])[]; readonly bound: BoundQuery }> {
  return lake.warehouse.withWorker(async worker => {
    const bound = await worker.bind({ node: 'test', sql, relations: relations ?? [await table(lake)] })
    return { rows: (await worker.query(bound)).rows, bound }
  })
}

/** The table `s/t` as the relation `s.t`. */
export async function table(lake: TestLake, path = 's/t', version?: number): Promise<RelationSpec> {
  const pin = await lake.warehouse.pin(path, version)
  if (pin === undefined) throw new Error(`no table ${path}`)
  const [schema = '', name = ''] = path.split('/')
  return { kind: 'table', name: { schema, name }, pin }
}

/** Names of data files in the folder of a table, ascending. */
export async function dataFiles(lake: TestLake, path = 's/t'): Promise<readonly string[]> {
  const names = await readdir(join(lake.folder, path)).catch(() => [])
  return names.filter(name => name.endsWith('.parquet')).sort()
}

/** What a rejected promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('It did not fail')
    },
    (error: unknown) => error,
  )
}
