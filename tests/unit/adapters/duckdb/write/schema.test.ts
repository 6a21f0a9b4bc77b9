import { expect, test } from 'vitest'
import { dataFiles, failure, openTestLake, rows, write } from '../test-lake.ts'

const append = { kind: 'append' } as const

test('new columns are dropped, appended or refused as on_schema_change says', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as a, 'x' as b")
  const wider = 'select 2 as A, true as c'
  await write(lake, wider, { write: append, onSchemaChange: 'ignore' })
  expect(await rows(lake)).toEqual([
    [1, 'x'],
    [2, null],
  ])
  expect(await failure(write(lake, wider, { write: append, onSchemaChange: 'fail' }))).toMatchObject({
    code: 'schema-changed',
    params: { added: ['c'], missing: ['b'], retyped: [] },
    hint: expect.stringContaining('append_new_columns'),
  })
  const pin = await write(lake, wider, { write: append, onSchemaChange: 'append_new_columns' })
  expect(pin.columns.map(column => column.name)).toEqual(['a', 'b', 'c'])
  expect(await rows(lake)).toEqual([
    [1, 'x', null],
    [2, null, true],
    [2, null, null],
  ])
  expect(
    await write(lake, 'select 3 as a', { write: append, onSchemaChange: 'append_new_columns' }),
  ).toMatchObject({
    columns: pin.columns,
  })
})

test('sync_all_columns drops and retypes columns, and rewrites what stays, in every mode', async () => {
  for (const write_ of [
    append,
    { kind: 'merge', uniqueKey: ['a'] },
    { kind: 'delete+insert', uniqueKey: ['a'] },
  ] as const) {
    await using lake = await openTestLake()
    await write(lake, "select 1 as a, 'gone' as b, 2 as c")
    const pin = await write(lake, "select 5 as a, 'text' as c, 1.5::decimal(4,1) as d", {
      write: write_,
      onSchemaChange: 'sync_all_columns',
    })
    expect(pin.columns).toEqual([
      { name: 'a', type: 'INTEGER' },
      { name: 'c', type: 'VARCHAR' },
      { name: 'd', type: 'DECIMAL(4,1)' },
    ])
    expect(await rows(lake)).toEqual([
      [1, '2', null],
      [5, 'text', '1.5'],
    ])
    // A column of the old name does not bring the old values back.
    await write(lake, "select 6 as a, 'text' as c, 2.5::decimal(4,1) as d, 'new' as b", {
      write: append,
      onSchemaChange: 'sync_all_columns',
    })
    expect(await rows(lake, 'select a, b from s.t order by a')).toEqual([
      [1, null],
      [5, null],
      [6, 'new'],
    ])
  }
})

test('values that may not fit the type of their column are refused, narrower ones are widened', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1::bigint as a, 1.5::decimal(10,2) as b')
  await write(lake, 'select 2::smallint as a, 2.5::decimal(5,1) as b', {
    write: append,
    onSchemaChange: 'ignore',
  })
  expect(await rows(lake)).toEqual([
    [1n, '1.50'],
    [2n, '2.50'],
  ])
  for (const onSchemaChange of ['ignore', 'append_new_columns', 'fail'] as const) {
    expect(
      await failure(write(lake, "select 'x' as a, 1 as b", { write: append, onSchemaChange })),
    ).toMatchObject({
      code: 'schema-changed',
      params: { retyped: expect.arrayContaining(['a (VARCHAR, was BIGINT)']) },
    })
  }
})

test('structs grow by fields, and old rows have NULL there', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as id, {'a': 1} as st")
  await write(lake, "select 2 as id, {'a': 2, 'b': 'x'} as st", { write: append })
  expect(await rows(lake)).toEqual([
    [1, { a: 1, b: null }],
    [2, { a: 2, b: 'x' }],
  ])
})

test('columns are matched by name, not by place', async () => {
  await using lake = await openTestLake()
  await write(lake, "select 1 as a, 'x' as b")
  await write(lake, "select 'y' as B, 2 as A", { write: append, onSchemaChange: 'fail' })
  expect(await rows(lake)).toEqual([
    [1, 'x'],
    [2, 'y'],
  ])
})

test('another partitioning is refused unless the table is replaced', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a, 2 as b', { partitionBy: ['a'] })
  expect(
    await failure(write(lake, 'select 1 as a, 2 as b', { write: append, partitionBy: ['b'] })),
  ).toMatchObject({
    code: 'partition-changed',
    message: 'The table "s/t" is partitioned by (a), the model by (b).',
  })
  expect(await write(lake, 'select 1 as a, 2 as b', { partitionBy: ['b'] })).toMatchObject({
    partitionBy: ['b'],
  })
  expect(await rows(lake)).toEqual([[1, 2]])
})

test('a partition column that the query lacks is named with the nearest one', async () => {
  await using lake = await openTestLake()
  expect(
    await failure(write(lake, 'select 1 as order_date, 2 as b', { partitionBy: ['order_dat'] })),
  ).toMatchObject({
    code: 'partition-column-missing',
    hint: 'Did you mean "order_date"?',
  })
  expect(await dataFiles(lake)).toEqual([])
})

test('a property is written only where it differs', async () => {
  await using lake = await openTestLake()
  const code = (value: string) => ({ write: append, properties: { 'gild.code': value } })
  await write(lake, 'select 1 as a', code('one'))
  const none = 'select 1 as a where false'
  expect(await write(lake, none, code('one'))).toMatchObject({ version: 0 })
  expect(await write(lake, none, code('two'))).toMatchObject({
    version: 1,
    properties: { 'gild.code': 'two' },
  })
  expect(await write(lake, none, { write: append })).toMatchObject({
    version: 1,
    properties: { 'gild.code': 'two' },
  })
})
