import { expect, test } from 'vitest'
import { commit, openSnapshot, type Snapshot } from '../../../../src/delta/index.ts'
import { checkpointRows } from '../../../../src/delta/log/checkpoint.ts'
import { addFile, append, type MemoryTable, memoryTable, metadata } from '../../../support/delta-table.ts'

const day = 24 * 3600 * 1000

async function write(
  table: MemoryTable,
  versions: number,
  properties: Record<string, string> = {},
): Promise<Snapshot> {
  let base: Snapshot | undefined
  for (let v = 0; v < versions; v++) {
    const request = append(base, [addFile(`${v}`)], {
      metadata: v === 0 ? metadata({ properties }) : undefined,
      transactions: [{ appId: 'x', from: v === 0 ? undefined : BigInt(v - 1), to: BigInt(v) }],
    })
    const result = await commit(table, request, table.writer)
    if (result.kind !== 'committed' || result.checkpointError !== undefined)
      throw new Error(JSON.stringify(result))
    base = result.snapshot
  }
  if (base === undefined) throw new Error('no versions')
  return base
}

function checkpoints(table: MemoryTable): string[] {
  return [...table.storage.files.keys()].filter(path => path.includes('checkpoint'))
}

test('every tenth version has a checkpoint, and a hint to the newest', async () => {
  const table = memoryTable()
  await write(table, 25)
  expect(checkpoints(table)).toEqual([
    '_delta_log/00000000000000000010.checkpoint.parquet',
    '_delta_log/_last_checkpoint',
    '_delta_log/00000000000000000020.checkpoint.parquet',
  ])
  expect(JSON.parse(table.storage.text('_delta_log/_last_checkpoint') ?? '')).toEqual({
    version: 20,
    size: 24,
    sizeInBytes: table.storage.files.get('_delta_log/00000000000000000020.checkpoint.parquet')?.length,
    numOfAddFiles: 21,
  })
})

test('delta.checkpointInterval says how often', async () => {
  const table = memoryTable()
  await write(table, 7, { 'delta.checkpointInterval': '3' })
  expect(checkpoints(table)).toHaveLength(3)
})

test('a checkpoint and what came after it give what the whole log gives', async () => {
  const table = memoryTable()
  const snapshot = await write(table, 13)
  for (let v = 0; v < 10; v++) table.storage.files.delete(`_delta_log/${String(v).padStart(20, '0')}.json`)
  const read = await openSnapshot(table)
  expect(read?.transactions).toEqual(snapshot.transactions)
  expect([...(read?.files.keys() ?? [])]).toEqual([...snapshot.files.keys()])
  expect(read?.metadata).toEqual(snapshot.metadata)
})

test('a checkpoint that fails does not fail the commit, which says so', async () => {
  const failing = {
    read: () => Promise.reject(new Error('unused')),
    write: () => Promise.reject(new Error('no space')),
  }
  const table = memoryTable(failing)
  const base = await write(table, 10)
  const result = await commit(table, append(base, [addFile('z')]), table.writer)
  expect(result).toMatchObject({ kind: 'committed', version: 10, checkpointError: new Error('no space') })
  expect((await openSnapshot(table))?.version).toBe(10)
})

test('removals stay for a week, or as long as the table says, without statistics', () => {
  const removal = (age: number) => ({
    path: `${age}`,
    deletionTimestamp: -age * day,
    dataChange: true,
    stats: '{}',
    tags: { a: 'b' },
  })
  const tombstones = new Map([1, 6, 8].map(age => [`${age}`, removal(age)]))
  const snapshotWith = (properties: Record<string, string>): Snapshot => ({
    table: 't',
    version: 1,
    committedAt: 0,
    protocol: { minReaderVersion: 1, minWriterVersion: 2 },
    metadata: metadata({ properties }),
    files: new Map(),
    tombstones,
    transactions: new Map(),
    domains: new Map(),
  })
  const removes = (snapshot: Snapshot) =>
    checkpointRows(snapshot, 0)
      .map(row => JSON.parse(row).remove)
      .filter(Boolean)
  expect(removes(snapshotWith({}))).toEqual([
    { path: '1', deletionTimestamp: -day, dataChange: false },
    { path: '6', deletionTimestamp: -6 * day, dataChange: false },
  ])
  expect(removes(snapshotWith({ 'delta.deletedFileRetentionDuration': 'interval 48 hours' }))).toHaveLength(1)
})

test('domains of other writers are in the checkpoint, and commitInfo is not', async () => {
  const table = memoryTable()
  await write(table, 1)
  table.log(1, [
    { commitInfo: { operation: 'X' } },
    { domainMetadata: { domain: 'them.x', configuration: '{"a":1}', removed: false } },
  ])
  const snapshot = await openSnapshot(table)
  if (snapshot === undefined) throw new Error('no table')
  const kinds = checkpointRows(snapshot, 0).map(row => Object.keys(JSON.parse(row))[0])
  expect(kinds).toEqual(['protocol', 'metaData', 'txn', 'domainMetadata', 'add'])
})
