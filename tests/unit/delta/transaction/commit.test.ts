import { expect, test } from 'vitest'
import type { CommitRequest, CommitResult, Snapshot } from '../../../../src/delta/index.ts'
import { commit, openSnapshot, withMetadata } from '../../../../src/delta/index.ts'
import type { Predicate } from '../../../../src/delta/scan/predicate.ts'
import {
  addFile,
  append,
  column,
  type MemoryTable,
  memoryTable,
  metadata,
} from '../../../support/delta-table.ts'

async function committed(table: MemoryTable, request: CommitRequest): Promise<Snapshot> {
  const result = await commit(table, request, table.writer)
  if (result.kind !== 'committed') throw new Error(`${result.reason} at ${result.version}`)
  return result.snapshot
}

async function created(table: MemoryTable, change: Partial<CommitRequest> = {}): Promise<Snapshot> {
  return committed(table, append(undefined, [addFile('a'), addFile('b')], change))
}

function lines(table: MemoryTable, version: number): Record<string, Record<string, unknown>>[] {
  const text = table.storage.text(`_delta_log/${String(version).padStart(20, '0')}.json`) ?? ''
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

function conflict(result: CommitResult): unknown {
  return result.kind === 'conflict' ? [result.reason, result.version] : result.kind
}

test('a table is created at version 0, commitInfo first', async () => {
  const table = memoryTable()
  const snapshot = await created(table, {
    info: { 'gild.run': 'r1' },
    transactions: [{ appId: 'x', from: undefined, to: 4n }],
  })
  expect(lines(table, 0).map(line => Object.keys(line)[0])).toEqual([
    'commitInfo',
    'protocol',
    'metaData',
    'txn',
    'add',
    'add',
  ])
  expect(lines(table, 0)[0]?.commitInfo).toEqual({
    'gild.run': 'r1',
    timestamp: 1_700_000_000_000,
    operation: 'WRITE',
    operationParameters: { mode: 'Append' },
    isolationLevel: 'Serializable',
    isBlindAppend: true,
    engineInfo: 'gild/test',
    txnId: '00000000-0000-4000-8000-000000000001',
  })
  expect(snapshot).toMatchObject({ version: 0, table: 'orders' })
  expect(snapshot).toEqual(await openSnapshot(table))
})

test('a commit returns the snapshot that a reader gets', async () => {
  const table = memoryTable()
  const base = await created(table)
  const request = append(base, [addFile('c')], {
    remove: [addFile('a')],
    reads: { kind: 'table' },
    metadata: withMetadata(base.metadata, { configuration: { k: 'v' } }),
    transactions: [{ appId: 'x', from: undefined, to: 9007199254740993n }],
  })
  const snapshot = await committed(table, request)
  expect(snapshot).toEqual(await openSnapshot(table))
  expect(lines(table, 1)[0]?.commitInfo).toMatchObject({ readVersion: 0, isBlindAppend: false })
  expect(lines(table, 1).find(line => line.remove)?.remove).toEqual({
    path: 'a',
    deletionTimestamp: 1_700_000_000_000,
    dataChange: true,
    extendedFileMetadata: true,
    partitionValues: {},
    size: 100,
  })
})

test('two writers that create a table: one wins, the other is a conflict', async () => {
  const table = memoryTable()
  await created(table)
  expect(conflict(await commit(table, append(undefined, [addFile('c')]), table.writer))).toEqual([
    'metadata-changed',
    0,
  ])
})

test('blind appends do not conflict with appends, rewrites or moves of rows', async () => {
  const table = memoryTable()
  const base = await created(table)
  await committed(table, append(base, [addFile('c')]))
  const second = await committed(
    table,
    append(base, [addFile('d')], {
      remove: [addFile('a')],
      reads: { kind: 'files', files: [addFile('a')], where: { kind: 'or', of: [] } },
    }),
  )
  await committed(
    table,
    append(second, [addFile('e')], {
      remove: [addFile('b')],
      dataChange: false,
      reads: { kind: 'files', files: [addFile('b')], where: { kind: 'unknown' } },
    }),
  )
  const result = await commit(table, append(base, [addFile('f')]), table.writer)
  expect(result).toMatchObject({ kind: 'committed', version: 4 })
  const snapshot = await openSnapshot(table)
  expect([...(snapshot?.files.keys() ?? [])].sort()).toEqual(['c', 'd', 'e', 'f'])
  expect(result.kind === 'committed' && result.snapshot).toEqual(snapshot)
})

test('a blind append that advances a cursor is not rebased over a commit that moved it', async () => {
  const table = memoryTable()
  const base = await created(table, { transactions: [{ appId: 'x', from: undefined, to: 1n }] })
  const move = (to: bigint) => [{ appId: 'x', from: 1n, to }]
  await committed(table, append(base, [addFile('c')], { transactions: move(2n) }))
  expect(
    conflict(await commit(table, append(base, [addFile('d')], { transactions: move(2n) }), table.writer)),
  ).toEqual(['cursor-moved', 1])
  const other = append(base, [addFile('e')], { transactions: [{ appId: 'y', from: undefined, to: 1n }] })
  expect(await commit(table, other, table.writer)).toMatchObject({ kind: 'committed', version: 2 })
})

test('a cursor that starts elsewhere is a conflict before anything is written', async () => {
  const table = memoryTable()
  const base = await created(table, { transactions: [{ appId: 'x', from: undefined, to: 1n }] })
  for (const from of [undefined, 2n]) {
    const request = append(base, [addFile('c')], { transactions: [{ appId: 'x', from, to: 3n }] })
    expect(conflict(await commit(table, request, table.writer))).toEqual(['cursor-moved', 0])
  }
  expect((await openSnapshot(table))?.version).toBe(0)
})

test('a schema change that came first is a conflict for an append too', async () => {
  const table = memoryTable()
  const base = await created(table)
  const schema = {
    ...base.metadata.schema,
    fields: [...base.metadata.schema.fields, column('new', { kind: 'string' })],
  }
  await committed(table, append(base, [], { metadata: withMetadata(base.metadata, { schema }) }))
  expect(conflict(await commit(table, append(base, [addFile('c')]), table.writer))).toEqual([
    'metadata-changed',
    1,
  ])
})

test('a protocol change that came first is a conflict', async () => {
  const table = memoryTable()
  const base = await created(table)
  table.log(1, [{ protocol: { minReaderVersion: 1, minWriterVersion: 3 } }])
  expect(conflict(await commit(table, append(base, [addFile('c')]), table.writer))).toEqual([
    'protocol-changed',
    1,
  ])
})

const overwrite = { remove: [addFile('a'), addFile('b')], reads: { kind: 'table' } } as const

test('an overwrite conflicts with an append that came first', async () => {
  const table = memoryTable()
  const base = await created(table)
  await committed(table, append(base, [addFile('c')]))
  expect(conflict(await commit(table, append(base, [addFile('d')], overwrite), table.writer))).toEqual([
    'concurrent-append',
    1,
  ])
})

test('of two overwrites one is a conflict', async () => {
  const table = memoryTable()
  const base = await created(table)
  await committed(table, append(base, [addFile('c')], overwrite))
  expect(conflict(await commit(table, append(base, [addFile('d')], overwrite), table.writer))).toEqual([
    'concurrent-delete',
    1,
  ])
})

test('who reads all rows conflicts with any removal, also when rows only moved', async () => {
  const table = memoryTable()
  const base = await created(table)
  const moved = {
    remove: [addFile('a')],
    dataChange: false,
    reads: { kind: 'files', files: [addFile('a')], where: { kind: 'unknown' } },
  } as const
  await committed(table, append(base, [addFile('c')], moved))
  expect(
    conflict(await commit(table, append(base, [addFile('d')], { reads: { kind: 'table' } }), table.writer)),
  ).toEqual(['concurrent-delete', 1])
})

test('two rewrites of one file conflict', async () => {
  const table = memoryTable()
  const base = await created(table)
  const rewrite = (to: string) =>
    append(base, [addFile(to)], {
      remove: [addFile('a')],
      reads: { kind: 'files', files: [addFile('a')], where: { kind: 'or', of: [] } },
    })
  await committed(table, rewrite('c'))
  expect(conflict(await commit(table, rewrite('d'), table.writer))).toEqual(['concurrent-delete', 1])
})

test('who reads a partition conflicts with what is added to it, and with nothing else', async () => {
  const table = memoryTable()
  const meta = metadata({ partitionBy: ['day'] })
  const day = (date: string) => ({ partitionValues: { day: date } })
  const base = await committed(
    table,
    append(undefined, [addFile('a', day('2025-01-01'))], { metadata: meta }),
  )
  const where: Predicate = { kind: 'in', column: ['day'], values: [{ kind: 'date', days: 20_089 }] }
  const replace = (from: Snapshot) =>
    append(from, [addFile('n', day('2025-01-01'))], {
      remove: [...from.files.values()].filter(f => f.partitionValues.day === '2025-01-01'),
      reads: { kind: 'files', files: [], where },
    })
  await committed(table, append(base, [addFile('b', day('2025-01-02'))]))
  const after = await committed(table, replace(base))
  expect(after.version).toBe(2)
  await committed(table, append(after, [addFile('c', day('2025-01-01'))]))
  expect(conflict(await commit(table, replace(after), table.writer))).toEqual(['concurrent-append', 3])
})

test('a commit whose answer was lost is recognized as our own', async () => {
  const table = memoryTable()
  const base = await created(table)
  const { putIfAbsent } = table.storage
  let calls = 0
  const storage = {
    ...table.storage,
    putIfAbsent: async (path: string, data: Uint8Array) => {
      const outcome = await putIfAbsent(path, data)
      return calls++ === 0 ? 'exists' : outcome
    },
  }
  const result = await commit(
    { ...table, storage },
    append(base, [addFile('c')], { transactions: [{ appId: 'x', from: undefined, to: 1n }] }),
    table.writer,
  )
  expect(result).toMatchObject({ kind: 'committed', version: 1 })
  expect(await openSnapshot(table)).toMatchObject({ version: 1 })
})

test('an append-only table refuses removals, unless rows only move or the commit lifts the rule', async () => {
  const table = memoryTable()
  const base = await created(table, { metadata: metadata({ properties: { 'delta.appendOnly': 'true' } }) })
  const removal = append(base, [addFile('c')], { remove: [addFile('a')], reads: { kind: 'table' } })
  await expect(commit(table, removal, table.writer)).rejects.toMatchObject({
    code: 'delta-append-only',
    params: { files: 1 },
  })
  const moved = await committed(table, { ...removal, dataChange: false })
  expect(lines(table, 1)[0]?.commitInfo).toMatchObject({ isolationLevel: 'SnapshotIsolation' })
  const lifted = withMetadata(moved.metadata, { configuration: {} })
  expect(
    (
      await committed(
        table,
        append(moved, [], { remove: [addFile('b')], reads: { kind: 'table' }, metadata: lifted }),
      )
    ).files.size,
  ).toBe(1)
})

test('a table that needs a feature gild does not write is refused before anything is written', async () => {
  const table = memoryTable()
  await created(table)
  table.log(1, [
    { protocol: { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['icebergCompatV2'] } },
  ])
  const base = await openSnapshot(table)
  await expect(commit(table, append(base, [addFile('c')]), table.writer)).rejects.toMatchObject({
    code: 'delta-unsupported-feature',
    params: { features: ['icebergCompatV2'], access: 'write' },
  })
  expect((await openSnapshot(table))?.version).toBe(1)
})

test('a column of wall-clock time raises the protocol with the metadata that brings it', async () => {
  const table = memoryTable()
  const base = await created(table)
  const schema = {
    ...base.metadata.schema,
    fields: [...base.metadata.schema.fields, column('at', { kind: 'timestamp_ntz' })],
  }
  const snapshot = await committed(
    table,
    append(base, [], { metadata: withMetadata(base.metadata, { schema }) }),
  )
  expect(snapshot.protocol).toMatchObject({ minReaderVersion: 3, minWriterVersion: 7 })
  expect(Object.keys(lines(table, 1)[1] ?? {})).toEqual(['protocol'])
})

test('a storage that fails leaves nothing behind that a reader sees', async () => {
  const table = memoryTable()
  const base = await created(table)
  const storage = { ...table.storage, putIfAbsent: () => Promise.reject(new Error('no space')) }
  await expect(commit({ ...table, storage }, append(base, [addFile('c')]), table.writer)).rejects.toThrow(
    'no space',
  )
  expect(await openSnapshot(table)).toEqual(base)
})

test('a base of long ago needs one listing, not one attempt a version', async () => {
  const table = memoryTable()
  const base = await created(table)
  let last = base
  for (let i = 0; i < 12; i++) last = await committed(table, append(last, [addFile(`n${i}`)]))
  let attempts = 0
  const putIfAbsent: MemoryTable['storage']['putIfAbsent'] = (path, data) => {
    attempts++
    return table.storage.putIfAbsent(path, data)
  }
  const result = await commit(
    { ...table, storage: { ...table.storage, putIfAbsent } },
    append(base, [addFile('late')]),
    table.writer,
  )
  expect(result).toMatchObject({ kind: 'committed', version: 13 })
  expect(attempts).toBe(2)
})
