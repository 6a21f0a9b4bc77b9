import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RelationSpec } from '../../../../../src/ports/relation.ts'
import { failure, openTestLake, query, rows, type TestLake, write } from '../test-lake.ts'

async function changes(
  lake: TestLake,
  since: number | undefined,
  uniqueKey: readonly string[] = [],
): Promise<RelationSpec> {
  const pin = await lake.warehouse.pin('s/t')
  if (pin === undefined) throw new Error('no table')
  return { kind: 'changes', name: { schema: 's', name: 'c' }, pin, since, uniqueKey }
}

const merge = { write: { kind: 'merge', uniqueKey: ['id'] } } as const

test('changes are net over the range: an insert, an update pair or a delete a key', async () => {
  await using lake = await openTestLake()
  await write(lake, "select range::int as id, 'a' as v from range(4)")
  await write(lake, "select 1 as id, 'b' as v union all select 7, 'new'", merge)
  await write(lake, "select 1 as id, 'c' as v union all select 2, 'back'", merge)
  await write(lake, "select 2 as id, 'a' as v", merge)
  await write(lake, 'select id, v from s.t where id <> 3', { relations: [{ ...(await tableOf(lake)) }] })
  const spec = await changes(lake, 0, ['id'])
  const { rows: found, bound } = await query(lake, 'from s.c order by id, _change_type desc', [spec])
  expect(bound.columns.at(-1)).toEqual({ name: '_change_type', type: 'VARCHAR' })
  expect(found).toEqual([
    [1, 'a', 'update_preimage'],
    [1, 'c', 'update_postimage'],
    [3, 'a', 'delete'],
    [7, 'new', 'insert'],
  ])
  expect(
    await rows(lake, 'select _change_type, count(*) from s.c group by 1 order by 1', [
      await changes(lake, 0),
    ]),
  ).toEqual([
    ['delete', 2n],
    ['insert', 2n],
  ])
  expect(await rows(lake, 'select count(*) from s.c', [await changes(lake, 4)])).toEqual([[0n]])
  expect(
    await rows(lake, 'select _change_type, count(*) from s.c group by 1', [await changes(lake, undefined)]),
  ).toEqual([['insert', 4n]])
})

async function tableOf(lake: TestLake): Promise<RelationSpec> {
  const pin = await lake.warehouse.pin('s/t')
  if (pin === undefined) throw new Error('no table')
  return { kind: 'table', name: { schema: 's', name: 't' }, pin }
}

test('a filter on changes() keeps the kind of change', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as id, 'a' as v")
  await write(lake, "select 1 as id, 'b' as v", merge)
  expect(
    await rows(lake, "select _change_type from s.c where v = 'b'", [await changes(lake, 0, ['id'])]),
  ).toEqual([['update_postimage']])
})

test('changes() is the multiset difference, with NULLs, duplicates and nested values', async () => {
  await using lake = await openTestLake()
  const row = fc.tuple(fc.option(fc.integer({ min: 0, max: 2 })), fc.constantFrom("'x'", 'null', "'y'"))
  const tableRows = fc.array(row, { minLength: 0, maxLength: 8 })
  const select = (values: readonly (readonly [number | null, string])[]) =>
    values.length === 0
      ? "select 1 as a, 'x' as b, {'s': [1]} as c where false"
      : `select a::int as a, b::varchar as b, {'s': [a]} as c from (values ${values.map(([a, b]) => `(${a}, ${b})`).join(', ')}) as v(a, b)`
  await fc.assert(
    fc.asyncProperty(tableRows, tableRows, async (before, after) => {
      await write(lake, select(before))
      const since = (await lake.warehouse.pin('s/t'))?.version ?? 0
      await write(lake, select(after))
      const found = await rows(lake, 'select _change_type, a, b, c from s.c order by all', [
        await changes(lake, since),
      ])
      const expected = await rows(
        lake,
        `select * from (select 'insert', * from (${select(after)} except all ${select(before)})
           union all select 'delete', * from (${select(before)} except all ${select(after)})) order by all`,
        [],
      )
      expect(found).toEqual(expected)
    }),
    { numRuns: 15, seed: 3 },
  )
})

test('stream() gives the rows appended since, and all without a cursor', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a')
  await write(lake, 'select 2 as a', { write: { kind: 'append' } })
  await write(lake, 'select 3 as a', { write: { kind: 'append' } })
  const spec = (since: number | undefined): Promise<RelationSpec> =>
    lake.warehouse.pin('s/t').then(pin => {
      if (pin === undefined) throw new Error('no table')
      return { kind: 'appended', name: { schema: 's', name: 't' }, pin, since }
    })
  expect(await rows(lake, 'from s.t order by a', [await spec(undefined)])).toEqual([[1], [2], [3]])
  const { rows: found, bound } = await query(lake, 'from s.t order by a', [await spec(0)])
  expect(found).toEqual([[2], [3]])
  expect(bound.reads[0]).toMatchObject({ files: 2, filesBeforePruning: 2, since: 0, version: 2 })
  expect((await query(lake, 'from s.t where a = 3', [await spec(0)])).bound.reads[0]).toMatchObject({
    files: 1,
  })
  expect(await rows(lake, 'from s.t', [await spec(2)])).toEqual([])
})

test('stream() over rewritten rows is refused and names changes()', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as id, 'a' as v")
  await write(lake, "select 1 as id, 'b' as v", merge)
  const pin = await lake.warehouse.pin('s/t')
  if (pin === undefined) throw new Error('no table')
  const error = await failure(
    rows(lake, 'from s.t', [{ kind: 'appended', name: { schema: 's', name: 't' }, pin, since: 0 }]),
  )
  expect(error).toMatchObject({ code: 'stream-not-append-only', hint: expect.stringContaining('changes()') })
  expect(await lake.warehouse.changesSince(pin, 0)).toBe('rewritten')
  expect(await lake.warehouse.changesSince(pin, 1)).toBe('none')
})

test('a wrong unique_key of changes() is named with the nearest column', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as order_id')
  expect(await failure(rows(lake, 'from s.c', [await changes(lake, 0, ['ordre_id'])]))).toMatchObject({
    code: 'unique-key-missing',
    hint: 'Did you mean "order_id"?',
  })
})
