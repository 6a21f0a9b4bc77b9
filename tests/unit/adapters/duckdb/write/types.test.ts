import { expect, test } from 'vitest'
import { dataFiles, failure, openTestLake, query, table, write } from '../test-lake.ts'

// What a query gives, what the table holds.
// biome-ignore format: a table
const types: readonly (readonly [string, string])[] = [
  ['true', 'BOOLEAN'], ['(-128)::TINYINT', 'TINYINT'], ['(-32768)::SMALLINT', 'SMALLINT'], ['(-2147483648)::INTEGER', 'INTEGER'],
  ['(-9223372036854775808)::BIGINT', 'BIGINT'], ['255::UTINYINT', 'SMALLINT'], ['65535::USMALLINT', 'INTEGER'],
  ['4294967295::UINTEGER', 'BIGINT'], ['18446744073709551615::UBIGINT', 'DECIMAL(20,0)'],
  ['99999999999999999999999999999999999999::HUGEINT', 'DECIMAL(38,0)'], ['1.5::FLOAT', 'FLOAT'], ['1e300::DOUBLE', 'DOUBLE'],
  ['(-12.34)::DECIMAL(4,2)', 'DECIMAL(4,2)'], ['12345678901234567890.123456789::DECIMAL(38,9)', 'DECIMAL(38,9)'],
  ["'é😈'", 'VARCHAR'], ["'\\x00\\xFF'::BLOB", 'BLOB'], ["DATE '1969-12-31'", 'DATE'], ["DATE '9999-12-31'", 'DATE'],
  ["TIMESTAMPTZ '1969-12-31 23:59:59.999999+00'", 'TIMESTAMP WITH TIME ZONE'], ["TIMESTAMP '9999-12-31 23:59:59.999999'", 'TIMESTAMP'],
  ["TIMESTAMP_MS '2020-01-01 00:00:00.123'", 'TIMESTAMP'], ["TIMESTAMP_S '2020-01-01 00:00:01'", 'TIMESTAMP'],
  ["{'a': 1, 'b': [DATE '2025-01-01', NULL], 'c': {'d': 1.50::DECIMAL(5,2)}}", 'STRUCT("a" INTEGER, "b" DATE[], "c" STRUCT("d" DECIMAL(5,2)))'],
  ["[1::BIGINT, NULL]", 'BIGINT[]'], ["MAP {'k': [1], 'l': NULL}", 'MAP(VARCHAR, INTEGER[])'],
]

test('every type goes into a table and comes back with the same values', async () => {
  await using lake = await openTestLake()
  const select = types.map(([sql], i) => `${sql} as c${i}`).join(', ')
  const nulls = types.map(([sql], i) => `case when false then ${sql} end as c${i}`).join(', ')
  const pin = await write(lake, `select ${select}`)
  await write(lake, `select ${nulls}`, { write: { kind: 'append' } })
  const spelled = (type: string) => type.replaceAll('"', '')
  expect(pin.columns.map(column => spelled(column.type))).toEqual(types.map(([, type]) => spelled(type)))
  const { rows: given } = await query(
    lake,
    `select ${types.map(([sql, type]) => `(${sql})::${type}`).join(', ')}`,
    [],
  )
  const { rows: stored, bound } = await query(lake, 'from s.t where c0', [await table(lake)])
  expect(stored).toEqual(given)
  expect(bound.columns.map(column => spelled(column.type))).toEqual(types.map(([, type]) => spelled(type)))
  expect((await query(lake, 'from s.t where c0 is null', [await table(lake)])).rows).toEqual([
    types.map(() => null),
  ])
})

test('aggregates that give 128-bit integers are written as decimals', async () => {
  await using lake = await openTestLake()
  const pin = await write(lake, 'select sum(range::integer) as total from range(5)')
  expect(pin.columns).toEqual([{ name: 'total', type: 'DECIMAL(38,0)' }])
  expect((await query(lake, 'from s.t', [await table(lake)])).rows).toEqual([['10']])
})

test('a type that a table cannot hold, and two columns of one name, are refused before anything is written', async () => {
  await using lake = await openTestLake()
  expect(await failure(write(lake, "select 1 as a, {'x': 1}::variant as v"))).toBeInstanceOf(Error)
  expect(await failure(write(lake, 'select 1 as a, 2 as "A"'))).toMatchObject({
    message: expect.stringContaining('"A"'),
  })
  expect(await dataFiles(lake)).toEqual([])
})

test('an infinite timestamp is refused and leaves no file', async () => {
  await using lake = await openTestLake()
  const error = await failure(
    write(lake, "select case when range = 3 then 'infinity'::timestamptz else now() end as t from range(5)"),
  )
  expect(error).toMatchObject({ code: 'delta-infinite-date' })
  expect(await dataFiles(lake)).toEqual([])
})
