import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataFiles, failure, openTestLake, query, rows, table, tryWrite, write } from '../test-lake.ts'

const append = { write: { kind: 'append' } } as const
const merge = { write: { kind: 'merge', uniqueKey: ['id'] } } as const
const deleteInsert = { write: { kind: 'delete+insert', uniqueKey: ['id'] } } as const

test('overwrite replaces rows and schema; append adds', async () => {
  await using lake = await openTestLake()
  expect(await write(lake, 'select 1 as a')).toMatchObject({ version: 0, files: 1 })
  expect(await write(lake, "select 'x' as b, 2 as c")).toMatchObject({ version: 1, files: 1 })
  expect(await write(lake, "select 3 as c, 'y' as b", append)).toMatchObject({ version: 2, files: 2 })
  expect(await rows(lake)).toEqual([
    ['x', 2],
    ['y', 3],
  ])
})

test('the order of a model that ends with ORDER BY survives into the file', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select (hash(range) % 100000)::int as id from range(400000) order by id desc -- sorted')
  const [row] = await rows(
    lake,
    'select count(*), bool_and(id <= coalesce(before, id)) from (select id, lag(id) over () as before from s.t)',
  )
  expect(row).toEqual([400000n, true])
})

test('merge updates by key, inserts the rest, and leaves files without a matching key alone', async () => {
  await using lake = await openTestLake()
  await write(lake, "select range::int as id, 'old' as v from range(5)")
  await write(lake, "select (range + 100)::int as id, 'old' as v from range(5)", append)
  await write(lake, "select null::int as id, 'none' as v", append)
  const before = await dataFiles(lake)
  const pin = await write(
    lake,
    "select * from (values (2, 'new'), (77, 'new'), (null, 'new')) as s(id, v)",
    merge,
  )
  expect(pin).toMatchObject({ version: 3, files: 4 })
  const kept = (await dataFiles(lake)).filter(name => before.includes(name))
  expect(kept).toEqual(before)
  expect(
    await rows(lake, "select id, v from s.t where v = 'new' or id is null order by id nulls last, v"),
  ).toEqual([
    [2, 'new'],
    [77, 'new'],
    [null, 'new'],
    [null, 'none'],
  ])
  expect(await rows(lake, 'select count(*), count(distinct id) from s.t')).toEqual([[13n, 11n]])
})

test('a merge of new keys only adds its files and rewrites none', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select range::int as id from range(5)')
  const candidate = await lake.warehouse.withWorker(async worker => {
    const bound = await worker.bind({ node: 'n', sql: 'select 50 as id', relations: [] })
    const base = await lake.warehouse.pin('s/t')
    const { write: mode } = merge
    return worker.stage({
      query: bound,
      path: 's/t',
      base,
      write: mode,
      partitionBy: [],
      onSchemaChange: 'ignore',
      properties: {},
    })
  })
  expect(candidate).toMatchObject({ rows: 1n, filesAdded: 1, filesRemoved: 0 })
})

test('a merge without a column of the table keeps its values, and gives NULL to new rows', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as id, 'keep' as note, 10 as v")
  await write(lake, 'select * from (values (1, 11), (2, 20)) as s(id, v)', merge)
  expect(await rows(lake)).toEqual([
    [1, 'keep', 11],
    [2, null, 20],
  ])
})

test('a key twice in the query is an error that counts them and names one', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as id, 'a' as v")
  const files = await dataFiles(lake)
  const twice =
    "select (range % 3)::int as id, 'x' as v from range(5) union all select null, 'y' union all select null, 'z'"
  const error = await failure(write(lake, twice, merge))
  expect(error).toMatchObject({
    code: 'merge-duplicate-key',
    message: 'The query of "test" gives 2 keys of (id) more than once, for example id = 0.',
  })
  expect(await dataFiles(lake)).toEqual(files)
  expect(await failure(write(lake, twice, { ...merge, path: 's/new' }))).toMatchObject({
    code: 'merge-duplicate-key',
  })
  expect(await dataFiles(lake, 's/new')).toEqual([])
})

test('a unique_key that is no column is an error with the nearest one', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as order_id')
  const mode = { kind: 'merge', uniqueKey: ['order_di'] } as const
  expect(await failure(write(lake, 'select 1 as order_id', { write: mode }))).toMatchObject({
    code: 'unique-key-missing',
    hint: 'Did you mean "order_id"?',
  })
})

test('merge by several keys equals MERGE of SQL', async () => {
  await using lake = await openTestLake()
  const key = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b', 'c'))
  const side = fc.uniqueArray(key, { maxLength: 10, selector: k => k.join() })
  const values = (keys: readonly (readonly [number, string])[], v: string) =>
    keys.length === 0
      ? `select 0 as k, '' as l, '${v}' as v where false`
      : `select k, l, '${v}' || k as v from (values ${keys.map(([k, l]) => `(${k}, '${l}')`).join(', ')}) as s(k, l)`
  await fc.assert(
    fc.asyncProperty(side, side, side, async (one, two, source) => {
      await write(lake, values(one, 'old'))
      await write(
        lake,
        values(
          two.filter(b => !one.some(a => a.join() === b.join())),
          'old',
        ),
        append,
      )
      await write(lake, values(source, 'new'), { write: { kind: 'merge', uniqueKey: ['k', 'L'] } })
      const all = [...new Map([...one, ...two].map(k => [k.join(), k])).values()]
      const expected = await rows(
        lake,
        `select t.k, t.l, coalesce(s.v, t.v) as v from (${values(all, 'old')}) t left join (${values(source, 'new')}) s using (k, l)
         union all select s.* from (${values(source, 'new')}) s anti join (${values(all, 'old')}) t using (k, l) order by all`,
        [],
      )
      expect(await rows(lake)).toEqual(expected)
    }),
    { numRuns: 15, seed: 11 },
  )
})

test('delete+insert replaces all rows of a key and may insert several', async () => {
  await using lake = await openTestLake()
  await write(lake, "select (range % 3)::int as id, 'old' as v from range(6)")
  await write(lake, "select 9 as id, 'old' as v", append)
  const before = await dataFiles(lake)
  await write(
    lake,
    "select * from (values (1, 'x'), (1, 'y'), (5, 'z'), (null, 'n')) as s(id, v)",
    deleteInsert,
  )
  expect(await rows(lake)).toEqual([
    [0, 'old'],
    [0, 'old'],
    [1, 'x'],
    [1, 'y'],
    [2, 'old'],
    [2, 'old'],
    [5, 'z'],
    [9, 'old'],
    [null, 'n'],
  ])
  expect((await table(lake)) && (await lake.warehouse.pin('s/t'))?.files).toBe(3)
  expect((await dataFiles(lake)).filter(name => before.includes(name))).toEqual(before)
})

test('insert_overwrite replaces the partitions that the query has rows for, and those that became empty', async () => {
  await using lake = await openTestLake()
  const mode = (alsoEmpty: readonly string[]) =>
    ({ write: { kind: 'insert_overwrite', alsoEmpty }, partitionBy: ['d'] }) as const
  await write(lake, "select date '2025-01-01' + (range % 4)::int as d, range as v from range(8)", {
    partitionBy: ['d'],
  })
  await write(lake, 'select null::date as d, 100 as v', { ...append, partitionBy: ['d'] })
  await write(
    lake,
    "select date '2025-01-02' as d, -1 as v union all select null, -2",
    mode(["DATE '2025-01-04'"]),
  )
  expect(await rows(lake, 'select d::varchar, v from s.t order by all')).toEqual([
    ['2025-01-01', 0n],
    ['2025-01-01', 4n],
    ['2025-01-02', -1n],
    ['2025-01-03', 2n],
    ['2025-01-03', 6n],
    [null, -2n],
  ])
  await write(
    lake,
    "select date '2025-01-02' as d, -1 as v where false",
    mode(['NULL', "'2025-01-01'::DATE"]),
  )
  expect(await rows(lake, 'select distinct d::varchar from s.t order by all')).toEqual([
    ['2025-01-02'],
    ['2025-01-03'],
  ])
})

test('insert_overwrite of a table without partitions replaces all rows', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select range::int as a from range(3)')
  await write(lake, 'select 7 as a', { write: { kind: 'insert_overwrite', alsoEmpty: [] } })
  expect(await rows(lake)).toEqual([[7]])
})

test('each mode creates a table that is not there yet', async () => {
  await using lake = await openTestLake()
  const modes = [
    { kind: 'overwrite' },
    { kind: 'append' },
    { kind: 'merge', uniqueKey: ['a'] },
    { kind: 'delete+insert', uniqueKey: ['a'] },
    { kind: 'insert_overwrite', alsoEmpty: [] },
  ] as const
  for (const mode of modes) {
    const path = `s/${mode.kind}`
    expect(
      await write(lake, 'select 1 as a', { path, write: mode, properties: { 'gild.code': 'x' } }),
    ).toMatchObject({
      version: 0,
      files: 1,
      properties: { 'gild.code': 'x' },
    })
  }
})

test('partitions become one file each, whatever the order of the rows, and odd values survive', async () => {
  await using lake = await openTestLake()
  const sql = 'select (range % 300)::int as p, range as v from range(30000)'
  expect(await write(lake, sql, { partitionBy: ['P'] })).toMatchObject({ files: 300, partitionBy: ['p'] })
  expect(await rows(lake, 'select count(*), count(distinct p), sum(v) from s.t')).toEqual([
    [30000n, 300n, 449985000n],
  ])
  const odd = ['a/b', 'c=d', 'e f', 'é😈', 'x%2Fy', '__HIVE_DEFAULT_PARTITION__', "q'uote", '#?&']
  await write(
    lake,
    `select unnest([${odd.map(o => `'${o.replace("'", "''")}'`).join(', ')}, null]) as p, 1 as v`,
    { partitionBy: ['p'], path: 's/odd' },
  )
  const { rows: found } = await query(lake, 'select p from s.odd order by p nulls last', [
    await table(lake, 's/odd'),
  ])
  expect(found.map(([p]) => p)).toEqual([
    ...odd.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    null,
  ])
})

test('rows that a query reads from the table it writes are those of the pin', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select range::int as a from range(3)')
  const result = await tryWrite(lake, 'select a + 10 as a from s.t', {
    ...append,
    relations: [await table(lake)],
  })
  expect(result.kind).toBe('published')
  expect(await rows(lake)).toEqual([[0], [1], [2], [10], [11], [12]])
})
