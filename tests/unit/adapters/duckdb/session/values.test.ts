import { expect, test } from 'vitest'
import { openTestLake, rows } from '../test-lake.ts'

test('values come in the formats of the port, in UTC, with all digits', async () => {
  await using lake = await openTestLake()
  const values: readonly (readonly [string, unknown])[] = [
    ['NULL', null],
    ['true', true],
    ['42::INTEGER', 42],
    ['9007199254740993::BIGINT', 9007199254740993n],
    ['170141183460469231731687303715884105727::HUGEINT', 170141183460469231731687303715884105727n],
    ['18446744073709551615::UBIGINT', 18446744073709551615n],
    ['1.5::DOUBLE', 1.5],
    ['(-0.05)::DECIMAL(5,2)', '-0.05'],
    ['12345678901234567890.123456789::DECIMAL(38,9)', '12345678901234567890.123456789'],
    ['7::DECIMAL(5,0)', '7'],
    ["'é'", 'é'],
    ["'\\x00\\xFF'::BLOB", '00ff'],
    ["DATE '2025-01-31'", '2025-01-31'],
    ["DATE '0044-03-15 (BC)'", '0044-03-15 (BC)'],
    ["DATE '9999-12-31'", '9999-12-31'],
    ["DATE 'infinity'", 'infinity'],
    ["TIME '01:02:03.4'", '01:02:03.400'],
    ["TIMESTAMP '2025-01-31 12:34:56'", '2025-01-31T12:34:56'],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", '1969-12-31T23:59:59.999999'],
    ["TIMESTAMPTZ '2025-07-01 12:00:00+02'", '2025-07-01T10:00:00Z'],
    ["TIMESTAMP_NS '2020-01-01 00:00:00.123456789'", '2020-01-01T00:00:00.123456789'],
    ["TIMESTAMP 'infinity'", 'infinity'],
    ["INTERVAL '14 months -3 days 1.5 seconds'", '1 year 2 months -3 days 00:00:01.500'],
    ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['\'{"a": 1}\'::JSON', '{"a": 1}'],
    ["{'a': 1, 'b': [DATE '2025-01-01', NULL]}", { a: 1, b: ['2025-01-01', null] }],
    ["MAP {'k': 1.50::DECIMAL(4,2)}", [{ key: 'k', value: '1.50' }]],
  ]
  const [row] = await rows(lake, `select ${values.map(([sql]) => sql).join(', ')}`, [])
  expect(row).toEqual(values.map(([, value]) => value))
})

test('columns are described as the engine prints their types', async () => {
  await using lake = await openTestLake()
  const columns = await lake.warehouse.withWorker(async worker => {
    const sql = "select 1::DECIMAL(12,2) a, now() b, '{}'::JSON c, {'x': [1]} d"
    const bound = await worker.bind({ node: 'n', sql, relations: [] })
    expect((await worker.query(bound)).columns).toEqual(bound.columns)
    return bound.columns
  })
  expect(columns).toEqual([
    { name: 'a', type: 'DECIMAL(12,2)' },
    { name: 'b', type: 'TIMESTAMP WITH TIME ZONE' },
    { name: 'c', type: 'JSON' },
    { name: 'd', type: 'STRUCT("x" INTEGER[])' },
  ])
})

test('a limit ends the query early, and the worker can go on', async () => {
  await using lake = await openTestLake()
  const result = await lake.warehouse.withWorker(async worker => {
    const bound = await worker.bind({ node: 'n', sql: 'select range from range(1000000000)', relations: [] })
    const first = await worker.query(bound, { limit: 3 })
    const next = await worker.bind({ node: 'n', sql: 'select 1 as a', relations: [] })
    expect((await worker.query(next)).rows).toEqual([[1]])
    return first
  })
  expect(result.rows).toEqual([[0n], [1n], [2n]])
})
