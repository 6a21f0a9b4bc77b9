import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataFiles, failure, openTestLake, query, rows, table, write } from '../test-lake.ts'

test('an error of the binder carries its offset in UTF-16 units and the candidates', async () => {
  await using lake = await openTestLake()
  const sql = "select\n  '😈é' as x,\n  nocol\nfrom (select 1 as nacol)"
  const error = await failure(query(lake, sql, []))
  expect(error).toMatchObject({
    code: 'sql-error',
    message: 'The SQL of "test" fails: Referenced column "nocol" not found in FROM clause!',
    hint: 'Did you mean "nacol"?',
    params: { node: 'test', candidates: ['nacol'], offset: sql.indexOf('nocol') },
  })
})

test('an error of the parser carries its offset', async () => {
  await using lake = await openTestLake()
  const sql = 'select 1 as a\nform x'
  expect(await failure(query(lake, sql, []))).toMatchObject({
    code: 'sql-error',
    params: { offset: sql.indexOf('form') },
  })
})

test('an error while running carries its offset, in a query and in a stage', async () => {
  await using lake = await openTestLake()
  const sql = "select range as a, cast('é' || range as integer) as b from range(3)"
  const expected = { code: 'sql-error', params: { node: 'test', offset: sql.indexOf('cast') } }
  expect(await failure(query(lake, sql, []))).toMatchObject(expected)
  expect(await failure(write(lake, sql))).toMatchObject(expected)
  expect(await dataFiles(lake)).toEqual([])
})

test('an offset is not taken from a view that the query reads', async () => {
  await using lake = await openTestLake()
  const view = {
    kind: 'view',
    name: { schema: 's', name: 'v' },
    sql: "select cast('x' || range as integer) as a from range(3)",
  } as const
  expect(await failure(query(lake, 'select a from s.v', [view]))).toMatchObject({
    code: 'sql-error',
    params: { offset: undefined },
  })
})

test('what is not a query is refused', async () => {
  await using lake = await openTestLake()
  expect(await failure(query(lake, 'create table x as select 1', []))).toMatchObject({ code: 'sql-error' })
  expect(await failure(query(lake, 'select 1; select 2', []))).toMatchObject({ code: 'sql-error' })
})

test('a semicolon or a comment at the end of the SQL does no harm', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a -- the end')
  await write(lake, 'select 2 as a;\n', { write: { kind: 'append' } })
  expect(await rows(lake)).toEqual([[1], [2]])
})

test('relations of an earlier bind are gone', async () => {
  await using lake = await openTestLake({ threads: 1 })
  await write(lake, 'select 1 as a')
  expect(await rows(lake, 'from s.t')).toEqual([[1]])
  expect(await failure(query(lake, 'from s.t', []))).toMatchObject({ code: 'sql-error' })
})

test('a view may use the relations before it', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select range as a from range(3)')
  const view = {
    kind: 'view',
    name: { schema: 'gold', name: 'v#2' },
    sql: 'select sum(a) as total from s.t',
  } as const
  expect(await rows(lake, 'from gold."v#2"', [await table(lake), view])).toEqual([[3n]])
})

test('an older version of a table is read by its pin', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a')
  await write(lake, "select 'x' as b")
  expect(await rows(lake, 'from s.t', [await table(lake, 's/t', 0)])).toEqual([[1]])
  expect(await rows(lake, 'from s.t')).toEqual([['x']])
})

test('a data file that is gone is named with the version', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a')
  for (const file of await dataFiles(lake)) await rm(join(lake.folder, 's/t', file))
  expect(await failure(rows(lake))).toMatchObject({
    code: 'table-file-missing',
    params: { table: 's/t', version: 0 },
  })
})

test('a table without rows keeps its columns and their types', async () => {
  await using lake = await openTestLake()
  const pin = await write(lake, "select 1::DECIMAL(12,2) as a, {'x': 1} as b where false")
  expect(pin).toMatchObject({ files: 0, columns: [{ name: 'a', type: 'DECIMAL(12,2)' }, { name: 'b' }] })
  const { bound, rows: none } = await query(lake, 'from s.t')
  expect(bound.columns.map(column => column.type)).toEqual(['DECIMAL(12,2)', 'STRUCT("x" INTEGER)'])
  expect(none).toEqual([])
})

test('folders with characters of patterns and quotes are read', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a', { path: "s/[x]*?'q é" })
  await write(lake, 'select 2 as a', { path: "s/[x]*?'q é", write: { kind: 'append' } })
  const spec = { ...(await table(lake, "s/[x]*?'q é")), name: { schema: 's', name: 't' } }
  expect(await rows(lake, 'from s.t order by a', [spec])).toEqual([[1], [2]])
})
