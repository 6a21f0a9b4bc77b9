import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GildError } from '../../../../../src/errors/gild-error.ts'
import { dataFiles, failure, openTestLake, rows, stage, table, tryWrite, write } from '../test-lake.ts'

const append = { write: { kind: 'append' } } as const
const info = { node: 'model.x', run: 'r1' }

test('cursors are committed with the rows, and alone when there are no rows', async () => {
  await using lake = await openTestLake()
  const cursor = { id: 'gild/a', from: undefined, to: 9007199254740993n }
  const pin = await write(lake, 'select 1 as a', { cursors: [cursor] })
  expect([...pin.cursors]).toEqual([['gild/a', 9007199254740993n]])
  const none = 'select 1 as a where false'
  const moved = await write(lake, none, {
    ...append,
    cursors: [{ id: 'gild/a', from: cursor.to, to: cursor.to + 1n }],
  })
  expect(moved).toMatchObject({ version: 1, files: 1 })
  expect(moved.cursors.get('gild/a')).toBe(9007199254740994n)
  const same = await tryWrite(lake, none, {
    ...append,
    cursors: [{ id: 'gild/a', from: cursor.to + 1n, to: cursor.to + 1n }],
  })
  expect(same).toMatchObject({ kind: 'unchanged', pin: { version: 1 } })
  expect(await lake.warehouse.changesSince(moved, 0)).toBe('none')
})

test('of two writers who move one cursor the second loses, and its files are gone', async () => {
  await using one = await openTestLake()
  await using two = await openTestLake({ beside: one })
  await write(one, 'select 0 as a')
  const base = await one.warehouse.pin('s/t')
  if (base === undefined) throw new Error('no table')
  const options = { ...append, base, cursors: [{ id: 'gild/a', from: undefined, to: 5n }] }
  const results = await Promise.all([
    tryWrite(one, 'select 1 as a', options),
    tryWrite(two, 'select 2 as a', options),
  ])
  expect(results.map(result => result.kind).sort()).toEqual(['conflict', 'published'])
  expect(results.find(result => result.kind === 'conflict')).toMatchObject({
    reason: 'cursor-moved',
    version: 1,
  })
  expect(await dataFiles(one)).toHaveLength(2)
  expect((await rows(one)).length).toBe(2)
})

test('blind appends of two writers both stand, a replaced table and an append of the older one do not', async () => {
  await using one = await openTestLake()
  await using two = await openTestLake({ beside: one })
  await write(one, 'select 0 as a')
  const base = await one.warehouse.pin('s/t')
  if (base === undefined) throw new Error('no table')
  const both = await Promise.all(
    [1, 2, 3].map(i => tryWrite(i === 2 ? two : one, `select ${i} as a`, { ...append, base })),
  )
  expect(both.map(result => result.kind)).toEqual(['published', 'published', 'published'])
  expect(await rows(one)).toEqual([[0], [1], [2], [3]])
  expect(await tryWrite(two, 'select 9 as a', { base })).toMatchObject({ kind: 'conflict' })
  expect(await rows(two)).toEqual([[0], [1], [2], [3]])
})

test('two writers who create a table: one wins, the other has a conflict', async () => {
  await using one = await openTestLake()
  await using two = await openTestLake({ beside: one })
  const results = await Promise.all([one, two].map(lake => tryWrite(lake, 'select 1 as a', { base: null })))
  expect(results.map(result => result.kind).sort()).toEqual(['conflict', 'published'])
  expect(await dataFiles(one)).toHaveLength(1)
})

test('a merge conflicts with an append that may hold its keys, not with one that cannot', async () => {
  await using one = await openTestLake()
  await using two = await openTestLake({ beside: one })
  await write(one, "select range::int as id, 'a' as v from range(10)")
  const base = await one.warehouse.pin('s/t')
  if (base === undefined) throw new Error('no table')
  const merge = { write: { kind: 'merge', uniqueKey: ['id'] }, base } as const
  await write(two, "select 100 as id, 'b' as v", append)
  expect(await tryWrite(one, "select 3 as id, 'c' as v", merge)).toMatchObject({ kind: 'published' })
  await write(two, "select 50 as id, 'b' as v", append)
  const files = await dataFiles(one)
  const later = { ...merge, base: await one.warehouse.pin('s/t', 2).then(pin => pin ?? base) }
  expect(await tryWrite(one, "select 50 as id, 'c' as v", later)).toMatchObject({
    kind: 'conflict',
    reason: 'concurrent-append',
  })
  expect(await dataFiles(one)).toEqual(files)
})

test('a discarded candidate leaves no files, and nothing of it can be read before it is published', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a')
  await lake.warehouse.withWorker(async worker => {
    const candidate = await stage({ lake, worker, sql: 'select 2 as a', options: append })
    expect(await dataFiles(lake)).toHaveLength(2)
    expect((await lake.warehouse.pin('s/t'))?.files).toBe(1)
    await worker.discard(candidate)
  })
  expect(await dataFiles(lake)).toHaveLength(1)
})

test('the history says what, by which node and how much', async () => {
  await using lake = await openTestLake()
  await lake.warehouse.withWorker(async worker => {
    const candidate = await stage({
      lake,
      worker,
      sql: 'select 1 as id, 2 as v',
      options: { write: { kind: 'merge', uniqueKey: ['id'] } },
    })
    await worker.publish(candidate, { cursors: [], info })
  })
  const log = await readFile(join(lake.folder, 's/t/_delta_log/00000000000000000000.json'), 'utf8')
  const [commitInfo] = log.split('\n').map(line => JSON.parse(line || '{}').commitInfo)
  expect(commitInfo).toMatchObject({
    ...info,
    operation: 'CREATE TABLE AS SELECT',
    engineInfo: expect.stringContaining('gild/test'),
  })
  expect(commitInfo.operationMetrics).toMatchObject({ numFiles: '1', numOutputRows: '1' })
})

test('a query that fails while it writes leaves no file behind, in any mode', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select range::int as id, 0 as p from range(10)', { partitionBy: ['p'] })
  const files = await dataFiles(lake)
  const sql =
    "select range::int as id, (case when range = 2900000 then 'x' else '1' end)::int as p from range(3000000)"
  for (const kind of ['overwrite', 'append', 'insert_overwrite'] as const) {
    const mode = kind === 'insert_overwrite' ? { kind, alsoEmpty: [] } : { kind }
    expect(await failure(write(lake, sql, { write: mode, partitionBy: ['p'] }))).toMatchObject({
      code: 'sql-error',
    })
  }
  expect(await dataFiles(lake)).toEqual(files)
})

test('cancelling while files are written leaves none', async () => {
  await using lake = await openTestLake()
  const writing = failure(write(lake, 'select hash(range) as id, hash(range + 1) as b from range(100000000)'))
  await new Promise(resolve => setTimeout(resolve, 150))
  await lake.warehouse.cancel()
  expect(await writing).toMatchObject({ code: 'run-cancelled' })
  expect(await dataFiles(lake)).toEqual([])
})

test('a commit that fails publishes nothing, and its files are removed', async () => {
  const full = new GildError('disk-full', { what: 'the log', problem: 'no space' })
  await using lake = await openTestLake({
    storage: storage => ({ ...storage, putIfAbsent: () => Promise.reject(full) }),
  })
  expect(await failure(write(lake, 'select 1 as a'))).toBe(full)
  expect(await dataFiles(lake)).toEqual([])
  expect(await lake.warehouse.pin('s/t')).toBeUndefined()
})

test('a commit that stands although its last step failed keeps its files', async () => {
  const lost = new Error('the answer was lost')
  await using lake = await openTestLake({
    storage: storage => ({
      ...storage,
      async putIfAbsent(path, data) {
        await storage.putIfAbsent(path, data)
        throw lost
      },
    }),
  })
  expect(await failure(write(lake, 'select 1 as a'))).toBe(lost)
  expect(await rows(lake)).toEqual([[1]])
})

test('files that cannot be made durable are removed before anything refers to them', async () => {
  const broken = new Error('fsync failed')
  await using lake = await openTestLake({
    storage: storage => ({ ...storage, sync: () => Promise.reject(broken) }),
  })
  expect(await failure(write(lake, 'select 1 as a'))).toBe(broken)
  expect(await dataFiles(lake)).toEqual([])
  expect(await lake.warehouse.pin('s/t')).toBeUndefined()
})

test('a checkpoint that cannot be written does not fail the publish', async () => {
  await using lake = await openTestLake({
    storage: storage => ({
      ...storage,
      put: (path, data) =>
        path.includes('checkpoint') ? Promise.reject(new Error('no')) : storage.put(path, data),
    }),
  })
  for (let i = 0; i <= 10; i++) await write(lake, `select ${i} as a`, append)
  expect(lake.warnings).toEqual([
    expect.stringContaining('The checkpoint of "s/t" at version 10 could not be written'),
  ])
  expect(await rows(lake, 'select count(*) from s.t')).toEqual([[11n]])
})

test('checkpoints are written every 10 commits, and a table is read from one', async () => {
  await using lake = await openTestLake()
  for (let i = 0; i <= 12; i++) {
    const cursors = [
      {
        id: 'gild/a',
        from: i === 0 ? undefined : BigInt(i),
        to: BigInt(i + 1) + (i === 12 ? 2n ** 60n : 0n),
      },
    ]
    await write(lake, `select ${i} as a, {'x': [${i}]} as st, date '2025-01-01' + ${i % 2} as d`, {
      ...append,
      cursors,
      partitionBy: ['d'],
    })
  }
  const files = await readdir(join(lake.folder, 's/t/_delta_log'))
  expect(files).toContain('00000000000000000010.checkpoint.parquet')
  for (let i = 0; i <= 9; i++) {
    await rm(join(lake.folder, `s/t/_delta_log/0000000000000000000${i}.json`))
  }
  await using other = await openTestLake({ beside: lake })
  const pin = await other.warehouse.pin('s/t')
  expect(pin).toMatchObject({ version: 12, files: 13 })
  expect(pin?.cursors.get('gild/a')).toBe(13n + 2n ** 60n)
  expect(await rows(other, 'select count(*), sum(a), sum(st.x[1]) from s.t')).toEqual([[13n, 78n, 78n]])
  expect(await rows(other, 'select count(*) from s.t', [await table(other, 's/t', 10)])).toEqual([[11n]])
})
