import { expect, test } from 'vitest'
import type { DataType, Metadata } from '../../../../src/delta/index.ts'
import {
  addFileOf,
  statsFromReturnStats,
  toDeltaType,
  type WrittenFile,
  withMetadata,
} from '../../../../src/delta/index.ts'
import { metadata } from '../../../support/delta-table.ts'

function type(text: string): DataType {
  const mapped = toDeltaType(text)
  if (mapped.kind === 'unsupported') throw new Error(mapped.reason)
  return mapped.type
}

function written(
  columns: Record<string, Record<string, string>>,
  change: Partial<WrittenFile> = {},
): WrittenFile {
  return {
    path: 'part-1.parquet',
    rows: 3n,
    size: 10,
    columns: new Map(Object.entries(columns).map(([name, stats]) => [name, new Map(Object.entries(stats))])),
    partitionKeys: new Map(),
    ...change,
  }
}

function tableOf(duckDbType: string, properties: Record<string, string> = {}): Metadata {
  return metadata({ columns: { a: type(duckDbType) }, properties })
}

test.each([
  [
    'BIGINT',
    { min: '-9223372036854775808', max: '9007199254740993' },
    '-9223372036854775808',
    '9007199254740993',
  ],
  [
    'DECIMAL(38,10)',
    { min: '-0.0000000001', max: '1234567890123456789012345678.1234567890' },
    '-0.0000000001',
    '1234567890123456789012345678.1234567890',
  ],
  ['DOUBLE', { min: '-0.0', max: '1e+300', has_nan: 'false' }, '-0.0', '1e+300'],
  ['DOUBLE', { min: '1.5', max: '2.5', has_nan: 'true' }, '1.5', undefined],
  ['DOUBLE', { min: '1.5', max: '2.5' }, '1.5', undefined],
  ['DOUBLE', { min: '-inf', max: 'inf', has_nan: 'false' }, undefined, undefined],
  ['VARCHAR', { min: 'a', max: `${'z'.repeat(32)}z` }, '"a"', `"${'z'.repeat(32)}\u007f"`],
  ['DATE', { min: '0001-01-01', max: '9999-12-31' }, '"0001-01-01"', '"9999-12-31"'],
  ['DATE', { min: '0044-03-15 (BC)', max: '2024-01-01' }, undefined, '"2024-01-01"'],
  [
    'TIMESTAMP WITH TIME ZONE',
    { min: '1969-12-31 23:59:59.123456+00', max: '9999-12-31 23:59:59.999999+00' },
    '"1969-12-31T23:59:59.123Z"',
    '"9999-12-31T23:59:59.999Z"',
  ],
  [
    'TIMESTAMP',
    { min: '2020-01-01 01:02:03', max: '2020-01-01 01:02:03.9999' },
    '"2020-01-01T01:02:03.000"',
    '"2020-01-01T01:02:03.999"',
  ],
  ['BOOLEAN', { min: '0', max: '1' }, undefined, undefined],
  ['BLOB', { min: '00', max: 'FF' }, undefined, undefined],
])('bounds of %s %o', (...[duckDb, statistics, min, max]) => {
  const stats = statsFromReturnStats(
    written({ '"a"': { ...statistics, null_count: '1' } as Record<string, string> }),
    tableOf(duckDb),
  )
  const part = (value: string | undefined) => (value === undefined ? '{}' : `{"a":${value}}`)
  expect(stats).toBe(`{"numRecords":3,"minValues":${part(min)},"maxValues":${part(max)},"nullCount":{"a":1}}`)
})

test('a column of NULL has a null count and no bounds', () => {
  expect(
    JSON.parse(statsFromReturnStats(written({ '"a"': { null_count: '3' } }), tableOf('BIGINT'))),
  ).toEqual({
    numRecords: 3,
    minValues: {},
    maxValues: {},
    nullCount: { a: 3 },
  })
})

test('fields of structs nest, and counts of elements are not taken for counts of rows', () => {
  const table = metadata({
    columns: {
      s: type('STRUCT(x INTEGER, "y.z" STRUCT("q""r" INTEGER))'),
      l: type('INTEGER[]'),
      m: type('MAP(VARCHAR, INTEGER)'),
    },
  })
  const stats = statsFromReturnStats(
    written({
      '"s"."x"': { min: '1', max: '2', null_count: '0' },
      '"s"."y.z"."q""r"': { min: '5', max: '6', null_count: '1' },
      '"l"."element"': { min: '1', max: '1', null_count: '7' },
      '"m"."key"': { null_count: '9' },
    }),
    table,
  )
  expect(JSON.parse(stats)).toEqual({
    numRecords: 3,
    minValues: { s: { x: 1, 'y.z': { 'q"r': 5 } } },
    maxValues: { s: { x: 2, 'y.z': { 'q"r': 6 } } },
    nullCount: { s: { x: 0, 'y.z': { 'q"r': 1 } } },
  })
})

function wideTable(properties: Record<string, string>): string[] {
  const columns: Record<string, DataType> = { p: { kind: 'string' }, s: type('STRUCT(x INTEGER, y INTEGER)') }
  for (let i = 0; i < 40; i++) columns[`c${i}`] = { kind: 'long' }
  const names = ['"s"."x"', '"s"."y"', ...Array.from({ length: 40 }, (_, i) => `"c${i}"`)]
  const file = written(Object.fromEntries(names.map(name => [name, { min: '1', max: '1', null_count: '0' }])))
  const stats = JSON.parse(statsFromReturnStats(file, metadata({ columns, partitionBy: ['p'], properties })))
  return Object.entries(stats.nullCount).flatMap(([name, value]) =>
    typeof value === 'object' ? Object.keys(value ?? {}).map(k => `${name}.${k}`) : [name],
  )
}

test('the first 32 leaves have statistics, partition columns not counted', () => {
  const names = wideTable({})
  expect(names).toHaveLength(32)
  expect(names.slice(0, 3)).toEqual(['s.x', 's.y', 'c0'])
})

test('table properties choose other columns', () => {
  expect(wideTable({ 'delta.dataSkippingNumIndexedCols': '1' })).toEqual(['s.x'])
  expect(wideTable({ 'delta.dataSkippingNumIndexedCols': '0' })).toEqual([])
  expect(wideTable({ 'delta.dataSkippingNumIndexedCols': '-1' })).toHaveLength(42)
  expect(wideTable({ 'delta.dataSkippingStatsColumns': 's, `c39`,C5' })).toEqual(['s.x', 's.y', 'c5', 'c39'])
})

test.each([
  ['DATE', 'infinity'],
  ['TIMESTAMP', '-infinity'],
  ['TIMESTAMP WITH TIME ZONE', 'infinity'],
])('%s %s, which Delta has no form for, is refused', (duckDb, value) => {
  const file = written({ '"a"': { min: '2020-01-01', max: value, null_count: '0' } })
  expect(() => statsFromReturnStats(file, tableOf(duckDb))).toThrow(
    expect.objectContaining({ code: 'delta-infinite-date' }),
  )
})

test('an add action has the encoded path and the partition values of its types', () => {
  const table = metadata({
    columns: {
      id: { kind: 'long' },
      day: { kind: 'date' },
      at: { kind: 'timestamp' },
      s: { kind: 'string' },
    },
    partitionBy: ['day', 'at', 's'],
  })
  const file = written(
    { '"id"': { min: '1', max: '2', null_count: '0' } },
    {
      path: 's=a%2F b/part-1.parquet',
      partitionKeys: new Map([
        ['day', '2025-01-31'],
        ['at', '2025-01-31 01:02:03+00'],
        ['s', ''],
      ]),
    },
  )
  expect(addFileOf(file, table, 5)).toEqual({
    path: 's=a%252F%20b/part-1.parquet',
    partitionValues: { day: '2025-01-31', at: '2025-01-31T01:02:03.000000Z', s: null },
    size: 10,
    modificationTime: 5,
    dataChange: true,
    stats: '{"numRecords":3,"minValues":{"id":1},"maxValues":{"id":2},"nullCount":{"id":0}}',
  })
})

test('NULL in a column that forbids it is refused', () => {
  const table = withMetadata(tableOf('BIGINT'), {
    schema: {
      kind: 'struct',
      fields: [{ name: 'a', type: { kind: 'long' }, nullable: false, metadata: {} }],
    },
  })
  expect(addFileOf(written({ '"a"': { min: '1', max: '1', null_count: '0' } }), table, 0).path).toBe(
    'part-1.parquet',
  )
  expect(() => addFileOf(written({ '"a"': { min: '1', max: '1', null_count: '2' } }), table, 0)).toThrow(
    'Column "a" is NOT NULL, and 2 new rows have NULL in it.',
  )
})
