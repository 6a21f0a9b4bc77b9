import { expect, test } from 'vitest'
import type { DataType } from '../../../../src/delta/index.ts'
import { toDeltaType } from '../../../../src/delta/index.ts'
import { formatPartitionValue, parsePartitionValue } from '../../../../src/delta/values/partition-value.ts'
import { column } from '../../../support/delta-table.ts'

function type(text: string): DataType {
  const mapped = toDeltaType(text)
  if (mapped.kind === 'unsupported') throw new Error(mapped.reason)
  return mapped.type
}

test.each([
  ['BOOLEAN', 'true', 'true'],
  ['BOOLEAN', '0', 'false'],
  ['BIGINT', '-9223372036854775808', '-9223372036854775808'],
  ['DECIMAL(38,2)', '-0.10', '-0.10'],
  ['DOUBLE', '1.0', '1.0'],
  ['DOUBLE', '1e+20', '1e+20'],
  ['DOUBLE', 'inf', 'Infinity'],
  ['DOUBLE', 'nan', 'NaN'],
  ['DATE', '2025-01-31', '2025-01-31'],
  ['TIMESTAMP WITH TIME ZONE', '2024-01-01 10:00:00+00', '2024-01-01T10:00:00.000000Z'],
  ['TIMESTAMP WITH TIME ZONE', '1969-12-31 23:59:59.5+00', '1969-12-31T23:59:59.500000Z'],
  ['TIMESTAMP', '2024-01-01 10:00:00', '2024-01-01 10:00:00'],
  ['TIMESTAMP', '2024-01-01 10:00:00.123456', '2024-01-01 10:00:00.123456'],
  ['VARCHAR', '/%20%f=?#é😀', '/%20%f=?#é😀'],
  ['VARCHAR', '__HIVE_DEFAULT_PARTITION__', '__HIVE_DEFAULT_PARTITION__'],
])('%s %s is written as %s', (duckDb, text, expected) => {
  expect(formatPartitionValue(column('p', type(duckDb)), text)).toBe(expected)
})

test('NULL and the empty string, which means NULL, are null', () => {
  expect(formatPartitionValue(column('p', { kind: 'string' }), null)).toBeNull()
  expect(formatPartitionValue(column('p', { kind: 'string' }), '')).toBeNull()
  expect(parsePartitionValue({ kind: 'string' }, '')).toBeNull()
  expect(parsePartitionValue({ kind: 'long' }, null)).toBeNull()
})

test('a value that is not of its type is an error that names the column', () => {
  expect(() => formatPartitionValue(column('day', { kind: 'date' }), '0044-03-15 (BC)')).toThrow(
    'The value "0044-03-15 (BC)" of partition column "day" is no date.',
  )
})

test.each<[string, string, unknown]>([
  ['BIGINT', '9007199254740993', { kind: 'integer', value: 9007199254740993n }],
  ['BIGINT', '1.5', undefined],
  ['DECIMAL(10,2)', '-5.25', { kind: 'decimal', unscaled: -525n, scale: 2 }],
  ['FLOAT', '0.1', { kind: 'float', value: Math.fround(0.1) }],
  ['DOUBLE', 'Infinity', { kind: 'float', value: Number.POSITIVE_INFINITY }],
  ['DOUBLE', 'x', undefined],
  ['DATE', '1969-12-31', { kind: 'date', days: -1 }],
  ['TIMESTAMP WITH TIME ZONE', '1970-01-01 00:00:01', { kind: 'timestamp', micros: 1_000_000n }],
  ['BOOLEAN', 'TRUE', { kind: 'boolean', value: true }],
  ['BOOLEAN', 'maybe', undefined],
  ['BLOB', 'ab', undefined],
])('%s %s of another writer', (duckDb, text, expected) => {
  expect(parsePartitionValue(type(duckDb), text)).toEqual(expected)
})

test('a partition column that the log does not mention has no known value', () => {
  expect(parsePartitionValue({ kind: 'string' }, undefined)).toBeUndefined()
})
