// Tables that another Delta implementation wrote (write-tables.py). Any folder of `tables` with an expected.json is a test.
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { duckDbCheckpoints } from '../../src/adapters/duckdb/checkpoint-files.ts'
import type { Connection } from '../../src/adapters/duckdb/session/connection.ts'
import { openSession, type Session } from '../../src/adapters/duckdb/session/session.ts'
import { openLocalStorage } from '../../src/adapters/storage/local-storage.ts'
import {
  type AddFile,
  changesBetween,
  type DeltaTable,
  locateFile,
  openSnapshot,
  type Predicate,
  pruneFiles,
  type Snapshot,
} from '../../src/delta/index.ts'
import { writeCheckpoint } from '../../src/delta/log/checkpoint.ts'
import type { CheckpointFiles } from '../../src/ports/checkpoint-files.ts'

interface Expected {
  readonly version: number
  /** Relative to the table, as on disk. */
  readonly files: readonly string[]
  readonly ids: readonly number[]
}

const folder = join(import.meta.dirname, 'tables')
const names = readdirSync(folder).sort()
const ids = { uuid: () => randomUUID() }
let session: Session
let connection: Connection
let checkpoints: CheckpointFiles

beforeAll(async () => {
  session = await openSession({ runTime: 0, ids, engineThreads: 1 })
  connection = await session.connect()
  checkpoints = duckDbCheckpoints(session, await session.connect(), ids)
})
afterAll(async () => {
  await session[Symbol.asyncDispose]()
})

function tableOf(name: string): DeltaTable {
  return { name, storage: openLocalStorage(join(folder, name)), checkpoints }
}

async function open(table: DeltaTable, version?: number): Promise<Snapshot> {
  const snapshot = await openSnapshot(table, { version })
  if (snapshot === undefined) throw new Error('no table')
  return snapshot
}

async function readIds(files: readonly string[]): Promise<readonly number[]> {
  if (files.length === 0) return []
  const list = files.map(file => `'${file}'`).join(', ')
  const rows = await connection.rows(
    `SELECT id FROM read_parquet([${list}], hive_partitioning = false) ORDER BY id`,
  )
  return rows.map(([id]) => Number(id))
}

test.each(names)('%s has the files and the rows that its writer sees, at each version', async name => {
  const table = tableOf(name)
  const expected: Expected[] = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'))
  for (const { version, files, ids } of expected) {
    const snapshot = await open(table, version)
    const located = [...snapshot.files.values()].map(file => locateFile(table.storage, file.path)).sort()
    expect(located).toEqual(files.map(file => join(folder, name, file)).sort())
    expect(await readIds(located)).toEqual(ids)
  }
  expect((await open(table)).version).toBe(expected.at(-1)?.version)
})

test('partition values, schema and cursors of another writer are read', async () => {
  const { schema, partitionColumns } = (await open(tableOf('values'))).metadata
  expect(partitionColumns).toEqual(['p', 'day', 'at'])
  expect(schema.fields.find(f => f.name === 'dec')?.type).toEqual({
    kind: 'decimal',
    precision: 38,
    scale: 10,
  })
  const { files, transactions } = await open(tableOf('values'), 0)
  expect(transactions.get('app')?.version).toBe(9007199254740993n)
  expect(new Set([...files.values()].map(f => f.partitionValues.p))).toEqual(
    new Set(['%20', 'a/b c%=:?#&é', 'x😀', null]),
  )
})

async function keptIds(table: DeltaTable, predicate: Predicate): Promise<readonly number[]> {
  const snapshot = await open(table, 0)
  const kept = pruneFiles(snapshot.metadata, snapshot.files.values(), predicate)
  return readIds(kept.map(file => locateFile(table.storage, file.path)))
}

test('files are pruned by values and statistics of another writer, and none that matches', async () => {
  const table = tableOf('values')
  const micros = Date.parse('1969-12-31T23:59:59Z') * 1000 + 123_456
  const at = { kind: 'timestamp', micros: BigInt(micros) } as const
  expect(await keptIds(table, { kind: 'compare', column: ['at'], op: '<=', value: at })).toEqual([2])
  expect(await keptIds(table, { kind: 'is-null', column: ['day'] })).toEqual([2])
  const big = { kind: 'integer', value: 9007199254740993n } as const
  expect(await keptIds(table, { kind: 'compare', column: ['big'], op: '=', value: big })).toEqual([1])
  // Its writer rounded the largest value of this column down.
  const dec = { kind: 'decimal', unscaled: 12345678901234567890_1234567890n, scale: 10 } as const
  expect(await keptIds(table, { kind: 'compare', column: ['dec'], op: '>=', value: dec })).toContain(1)
})

test('an overwrite and an optimize of another writer', async () => {
  const table = tableOf('evolved')
  const snapshot = await open(table)
  const changes = await changesBetween(table, snapshot.version - 1, snapshot)
  expect([changes.kind, changes.added.length, changes.removed.length]).toEqual(['rewritten', 1, 1])
  expect(snapshot.metadata.schema.fields.map(f => f.name)).toEqual(['id', 'extra'])
  await expect(openSnapshot(table, { version: 3 })).rejects.toMatchObject({ code: 'delta-log-incomplete' })
})

test('wall-clock time needs table features, which are read', async () => {
  const { protocol, metadata } = await open(tableOf('wall-clock'))
  expect(protocol).toMatchObject({ minReaderVersion: 3, readerFeatures: ['timestampNtz'] })
  expect(metadata.schema.fields[1]?.type.kind).toBe('timestamp_ntz')
})

test('a checkpoint that gild writes of another writer’s table is read as its log is', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'gild-checkpoint-'))
  try {
    cpSync(join(folder, 'values'), copy, { recursive: true })
    const table = { name: 'copy', storage: openLocalStorage(copy), checkpoints }
    const before = await open(table)
    await writeCheckpoint(table, before, Date.now())
    for (const name of readdirSync(join(copy, '_delta_log'))) {
      if (name.endsWith('.json')) rmSync(join(copy, '_delta_log', name))
    }
    const after = await open(table)
    const settled = (files: Iterable<AddFile>) => [...files].map(file => ({ ...file, dataChange: false }))
    expect(settled(after.files.values())).toEqual(settled(before.files.values()))
    expect(after.metadata).toEqual(before.metadata)
    expect(after.transactions).toEqual(before.transactions)
    expect([...after.tombstones.keys()]).toEqual([...before.tombstones.keys()])
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})
