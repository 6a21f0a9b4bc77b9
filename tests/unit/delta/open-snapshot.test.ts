import { expect, test } from 'vitest'
import { openSnapshot } from '../../../src/delta/open-snapshot.ts'
import {
  addFile,
  type MemoryTable,
  memoryTable,
  metaDataAction,
  plainProtocol,
} from '../../support/delta-table.ts'

function add(path: string, change: object = {}): object {
  return { add: { ...addFile(path), ...change } }
}

function remove(path: string, change: object = {}): object {
  return { remove: { path, deletionTimestamp: 1, dataChange: true, ...change } }
}

/** Version 0 creates the table; version n adds the file `n.parquet`. */
function tableWith(versions: number): MemoryTable {
  const table = memoryTable()
  table.log(0, [plainProtocol, metaDataAction()], 1000)
  for (let v = 1; v <= versions; v++) table.log(v, [add(`${v}.parquet`)], 1000 + v * 1000)
  return table
}

function checkpointOf(table: MemoryTable, version: number, name?: string): void {
  const rows: object[] = [plainProtocol, metaDataAction()]
  for (let v = 1; v <= version; v++) rows.push(add(`${v}.parquet`))
  const digits = String(version).padStart(20, '0')
  const lines = rows.map(row => JSON.stringify(row)).join('\n')
  table.storage.write(`_delta_log/${name ?? `${digits}.checkpoint.parquet`}`, lines, 1000 + version * 1000)
}

function forget(table: MemoryTable, from: number, to: number): void {
  for (let v = from; v <= to; v++)
    table.storage.files.delete(`_delta_log/${String(v).padStart(20, '0')}.json`)
}

async function paths(
  table: MemoryTable,
  options: Parameters<typeof openSnapshot>[1] = {},
): Promise<string[]> {
  const snapshot = await openSnapshot(table, options)
  return [...(snapshot?.files.values() ?? [])].map(file => file.path.replace('.parquet', ''))
}

test('no log is no table', async () => {
  expect(await openSnapshot(memoryTable())).toBeUndefined()
})

test('the log is replayed to the latest version', async () => {
  const snapshot = await openSnapshot(tableWith(3))
  expect(snapshot).toMatchObject({ version: 3, committedAt: 4000, protocol: plainProtocol.protocol })
  expect(snapshot?.metadata.schema.fields.map(f => f.name)).toEqual(['id', 'day'])
  expect([...(snapshot?.files.keys() ?? [])]).toEqual(['1.parquet', '2.parquet', '3.parquet'])
})

test('an older version is replayed to', async () => {
  expect(await paths(tableWith(3), { version: 1 })).toEqual(['1'])
  expect(await paths(tableWith(3), { version: 0 })).toEqual([])
})

test('a version that is not there is an error that names the latest', async () => {
  await expect(openSnapshot(tableWith(3), { version: 4 })).rejects.toMatchObject({
    code: 'delta-version-not-found',
    params: { version: 4, latest: 3 },
  })
  await expect(openSnapshot(tableWith(3), { version: -1 })).rejects.toMatchObject({
    code: 'delta-version-not-found',
  })
})

test('the newest action about a file wins', async () => {
  const table = tableWith(2)
  table.log(3, [remove('1.parquet')])
  table.log(4, [add('1.parquet', { size: 7 }), add('2.parquet', { stats: '{"numRecords":9}' })])
  const snapshot = await openSnapshot(table)
  expect(snapshot?.files.get('1.parquet')?.size).toBe(7)
  expect(snapshot?.files.get('2.parquet')?.stats).toBe('{"numRecords":9}')
  expect(snapshot?.tombstones.size).toBe(0)
})

test('one file spelled in several ways is one file', async () => {
  const table = tableWith(0)
  table.log(1, [add('file:///lake/a%20b.parquet'), add('p=%2520/x.parquet')])
  table.log(2, [remove('/lake/a%20b.parquet'), remove('p=%2520/x.parquet')])
  expect((await openSnapshot(table))?.files.size).toBe(0)
})

test('transactions and domain metadata keep their newest state, as do protocol and metadata', async () => {
  const table = tableWith(0)
  table.log(1, [
    { txn: { appId: 'a', version: 5 } },
    { txn: { appId: 'b', version: 1 } },
    { domainMetadata: { domain: 'x.one', configuration: '{}', removed: false } },
    { domainMetadata: { domain: 'x.two', configuration: '{}', removed: false } },
  ])
  table.log(2, [
    { txn: { appId: 'a', version: 6, lastUpdated: 9 } },
    { domainMetadata: { domain: 'x.two', configuration: '', removed: true } },
    metaDataAction({ configuration: { 'x.y': 'z' } }),
  ])
  const snapshot = await openSnapshot(table)
  expect([...(snapshot?.transactions.values() ?? [])]).toEqual([
    { appId: 'a', version: 6n, lastUpdated: 9 },
    { appId: 'b', version: 1n },
  ])
  expect([...(snapshot?.domains.keys() ?? [])]).toEqual(['x.one'])
  expect(snapshot?.metadata.configuration).toEqual({ 'x.y': 'z' })
})

test('a checkpoint replaces the commits before it', async () => {
  const table = tableWith(5)
  checkpointOf(table, 3)
  forget(table, 0, 3)
  expect(await paths(table)).toEqual(['1', '2', '3', '4', '5'])
  await expect(openSnapshot(table, { version: 2 })).rejects.toMatchObject({
    code: 'delta-log-incomplete',
    params: { from: 0, to: 2 },
  })
})

test('a table may consist of a checkpoint alone', async () => {
  const table = tableWith(5)
  checkpointOf(table, 5)
  forget(table, 0, 5)
  expect(await openSnapshot(table)).toMatchObject({ version: 5, committedAt: 6000 })
})

test.each([
  ['missing', undefined],
  ['stale', '{"version":2,"size":4}'],
  ['naming a checkpoint that is gone', '{"version":4,"size":4}'],
  ['naming a version that is not there', '{"version":99,"size":4}'],
  ['corrupt', '{"version":'],
  ['of another shape', '[]'],
  ['empty', ''],
])('_last_checkpoint is only a hint: %s', async (_, hint) => {
  const table = tableWith(6)
  checkpointOf(table, 2)
  checkpointOf(table, 5)
  if (hint !== undefined) table.storage.write('_delta_log/_last_checkpoint', hint)
  expect(await paths(table)).toEqual(['1', '2', '3', '4', '5', '6'])
  expect(await paths(table, { version: 1 })).toEqual(['1'])
})

test('a checkpoint in parts is read when it is whole', async () => {
  const table = tableWith(3)
  const part = (n: number) => `_delta_log/00000000000000000003.checkpoint.000000000${n}.0000000002.parquet`
  table.storage.write(part(1), [plainProtocol, metaDataAction()].map(row => JSON.stringify(row)).join('\n'))
  expect(await paths(table)).toEqual(['1', '2', '3'])
  table.storage.write(part(2), JSON.stringify(add('from-checkpoint.parquet')))
  expect(await paths(table)).toEqual(['from-checkpoint'])
})

test('side files of other writers are passed over', async () => {
  const table = tableWith(2)
  for (const name of [
    '.00000000000000000002.json.crc',
    '00000000000000000002.crc',
    '00000000000000000009.json.tmp',
    'readme.txt',
  ]) {
    table.storage.write(`_delta_log/${name}`, 'x')
  }
  expect(await paths(table)).toEqual(['1', '2'])
})

test('a gap in the log is an error that names what is missing', async () => {
  const table = tableWith(6)
  forget(table, 3, 4)
  await expect(openSnapshot(table)).rejects.toMatchObject({
    code: 'delta-log-incomplete',
    params: { from: 3, to: 4 },
  })
  expect(await paths(table, { version: 2 })).toEqual(['1', '2'])
})

test('a log without protocol or metadata is damaged', async () => {
  const table = memoryTable()
  table.log(0, [metaDataAction()])
  await expect(openSnapshot(table)).rejects.toMatchObject({ code: 'delta-log-corrupt' })
})

test('a schema that cannot be read is damaged, a type of the future is refused by name', async () => {
  const table = tableWith(0)
  table.log(1, [metaDataAction({ schemaString: '{"type":"struct"}' })])
  await expect(openSnapshot(table)).rejects.toMatchObject({ code: 'delta-log-corrupt' })
  table.log(2, [
    metaDataAction({ schemaString: '{"type":"struct","fields":[{"name":"g","type":"geometry"}]}' }),
  ])
  await expect(openSnapshot(table)).rejects.toMatchObject({
    code: 'delta-unsupported-feature',
    params: { features: ['type geometry'] },
  })
})

test('an update from an older snapshot reads only what came after, and gives the same', async () => {
  const table = tableWith(3)
  const previous = await openSnapshot(table)
  table.log(4, [remove('1.parquet'), add('4.parquet')], 9000)
  const fresh = await openSnapshot(table)
  // What was replayed before is not read again.
  for (let v = 0; v < 3; v++) table.storage.write(`_delta_log/${String(v).padStart(20, '0')}.json`, 'damaged')
  const updated = await openSnapshot(table, { previous })
  expect(updated).toEqual(fresh)
  expect(previous?.files.has('1.parquet')).toBe(true)
  expect(await openSnapshot(table, { previous: updated })).toBe(updated)
  expect(await openSnapshot(table, { previous, version: 3 })).toBe(previous)
})

test('an update of a table that was created anew starts from nothing', async () => {
  const previous = await openSnapshot(tableWith(3))
  const other = tableWith(1)
  expect((await openSnapshot(other, { previous }))?.version).toBe(1)
  expect(await openSnapshot(memoryTable(), { previous })).toBeUndefined()
})

test('time travel takes the last version at or before the time', async () => {
  const table = tableWith(3)
  expect((await openSnapshot(table, { timestamp: 3000 }))?.version).toBe(2)
  expect((await openSnapshot(table, { timestamp: 3999 }))?.version).toBe(2)
  expect((await openSnapshot(table, { timestamp: 99_000 }))?.version).toBe(3)
  await expect(openSnapshot(table, { timestamp: 999 })).rejects.toMatchObject({
    code: 'delta-time-not-found',
  })
})

test('file times that are equal or go back are made to rise', async () => {
  const table = memoryTable()
  table.log(0, [plainProtocol, metaDataAction()], 5000)
  table.log(1, [add('1.parquet')], 5000)
  table.log(2, [add('2.parquet')], 3000)
  table.log(3, [add('3.parquet')], 9000)
  expect((await openSnapshot(table, { timestamp: 5000 }))?.version).toBe(0)
  expect((await openSnapshot(table, { timestamp: 5001 }))?.version).toBe(1)
  expect((await openSnapshot(table, { timestamp: 8999 }))?.version).toBe(2)
})

test('in-commit timestamps count from the version that enabled them', async () => {
  const table = memoryTable()
  const enabled = {
    'delta.enableInCommitTimestamps': 'true',
    'delta.inCommitTimestampEnablementVersion': '2',
    'delta.inCommitTimestampEnablementTimestamp': '20000',
  }
  const protocol = {
    protocol: { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['inCommitTimestamp'] },
  }
  table.log(0, [plainProtocol, metaDataAction()], 1000)
  table.log(1, [add('1.parquet')], 2000)
  table.log(
    2,
    [{ commitInfo: { inCommitTimestamp: 20_000 } }, protocol, metaDataAction({ configuration: enabled })],
    3000,
  )
  table.log(3, [{ commitInfo: { inCommitTimestamp: 30_000 } }, add('3.parquet')], 3500)
  expect(await openSnapshot(table)).toMatchObject({ version: 3, committedAt: 30_000 })
  expect((await openSnapshot(table, { timestamp: 29_999 }))?.version).toBe(2)
  expect((await openSnapshot(table, { timestamp: 19_999 }))?.version).toBe(1)
  expect((await openSnapshot(table, { timestamp: 1500 }))?.version).toBe(0)
})
