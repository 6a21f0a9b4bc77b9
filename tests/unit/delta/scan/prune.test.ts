import { expect, test } from 'vitest'
import type { AddFile, Constant, DataType, Predicate } from '../../../../src/delta/index.ts'
import { pruneFiles, toDeltaType } from '../../../../src/delta/index.ts'
import type { ComparisonOperator } from '../../../../src/delta/scan/predicate.ts'
import { addFile, metadata } from '../../../support/delta-table.ts'

function type(text: string): DataType {
  const mapped = toDeltaType(text)
  if (mapped.kind === 'unsupported') throw new Error(mapped.reason)
  return mapped.type
}

const integer = (value: number | bigint): Constant => ({ kind: 'integer', value: BigInt(value) })
const text = (value: string): Constant => ({ kind: 'string', value })
const compare = (column: string, op: ComparisonOperator, value: Constant): Predicate => ({
  kind: 'compare',
  column: column.split('.'),
  op,
  value,
})

const table = metadata({
  columns: {
    id: type('BIGINT'),
    s: type('STRUCT(x INTEGER)'),
    name: type('VARCHAR'),
    d: type('DOUBLE'),
    f: type('FLOAT'),
    at: type('TIMESTAMP'),
    p: type('VARCHAR'),
    day: type('DATE'),
  },
  partitionBy: ['p', 'day'],
})

function file(min: unknown, max: unknown, change: Partial<AddFile> & { nulls?: unknown } = {}): AddFile {
  const { nulls = {}, ...rest } = change
  return addFile('f', {
    stats: JSON.stringify({ numRecords: 10, minValues: min, maxValues: max, nullCount: nulls }),
    ...rest,
  })
}

function keeps(predicate: Predicate, candidate: AddFile): boolean {
  return pruneFiles(table, [candidate], predicate).length === 1
}

const tens = file({ id: 10, s: { x: 1 } }, { id: 20, s: { x: 2 } }, { nulls: { id: 0, s: { x: 3 } } })

test.each<[ComparisonOperator, number, boolean]>([
  ['=', 9, false],
  ['=', 10, true],
  ['=', 20, true],
  ['=', 21, false],
  ['<', 10, false],
  ['<', 11, true],
  ['<=', 9, false],
  ['<=', 10, true],
  ['>', 20, false],
  ['>', 19, true],
  ['>=', 21, false],
  ['>=', 20, true],
  ['<>', 10, true],
])('ids of 10 to 20, id %s %d: %s', (op, value, kept) => {
  expect(keeps(compare('id', op, integer(value)), tens)).toBe(kept)
})

test('a file that holds one value is left out by <> of it', () => {
  const one = file({ id: 10 }, { id: 10 })
  expect(keeps(compare('id', '<>', integer(10)), one)).toBe(false)
  expect(keeps(compare('id', '<>', integer(11)), one)).toBe(true)
})

test('names match without case, also in structs', () => {
  expect(keeps(compare('ID', '>', integer(20)), tens)).toBe(false)
  expect(keeps(compare('S.X', '>', integer(2)), tens)).toBe(false)
  expect(keeps(compare('s.x', '=', integer(2)), tens)).toBe(true)
})

test('in-lists keep a file that any value may be in', () => {
  const within = (...values: number[]): Predicate => ({
    kind: 'in',
    column: ['id'],
    values: values.map(integer),
  })
  expect(keeps(within(5, 15), tens)).toBe(true)
  expect(keeps(within(5, 25), tens)).toBe(false)
  expect(keeps(within(), tens)).toBe(false)
})

test('and needs all of its parts, or any', () => {
  const low = compare('id', '<', integer(10))
  const high = compare('id', '>', integer(15))
  expect(keeps({ kind: 'and', of: [high, low] }, tens)).toBe(false)
  expect(keeps({ kind: 'or', of: [high, low] }, tens)).toBe(true)
  expect(keeps({ kind: 'or', of: [low] }, tens)).toBe(false)
  expect(keeps({ kind: 'and', of: [{ kind: 'unknown' }, low] }, tens)).toBe(false)
  expect(keeps({ kind: 'or', of: [{ kind: 'unknown' }, low] }, tens)).toBe(true)
})

test('null counts tell about NULL', () => {
  const isNull: Predicate = { kind: 'is-null', column: ['id'] }
  const isNotNull: Predicate = { kind: 'is-not-null', column: ['id'] }
  const allNull = file({}, {}, { nulls: { id: 10 } })
  expect([keeps(isNull, tens), keeps(isNotNull, tens)]).toEqual([false, true])
  expect([keeps(isNull, allNull), keeps(isNotNull, allNull)]).toEqual([true, false])
  expect(keeps(compare('id', '=', integer(1)), allNull)).toBe(false)
  expect([keeps(isNull, file({}, {})), keeps(isNotNull, file({}, {}))]).toEqual([true, true])
})

test('partition values decide alone', () => {
  const part = (p: string | null) => addFile('f', { partitionValues: { p, day: '2025-01-01' } })
  expect(keeps(compare('P', '=', text('a')), part('a'))).toBe(true)
  expect(keeps(compare('p', '=', text('b')), part('a'))).toBe(false)
  expect(keeps(compare('p', '<>', text('a')), part(null))).toBe(false)
  expect(keeps({ kind: 'is-null', column: ['p'] }, part(null))).toBe(true)
  expect(keeps({ kind: 'is-null', column: ['p'] }, part(''))).toBe(true)
  expect(keeps({ kind: 'is-not-null', column: ['p'] }, part(''))).toBe(false)
  expect(keeps(compare('day', '>=', { kind: 'date', days: 20_089 }), part('a'))).toBe(true)
  expect(keeps(compare('day', '>', { kind: 'date', days: 20_089 }), part('a'))).toBe(false)
})

test('a partition value that is missing or unreadable keeps the file', () => {
  const missing = addFile('f', { partitionValues: {} })
  const unreadable = addFile('f', { partitionValues: { day: 'someday' } })
  expect(keeps(compare('p', '=', text('a')), missing)).toBe(true)
  expect(keeps({ kind: 'is-null', column: ['p'] }, missing)).toBe(true)
  expect(keeps({ kind: 'is-not-null', column: ['p'] }, missing)).toBe(true)
  expect(keeps(compare('day', '=', { kind: 'date', days: 1 }), unreadable)).toBe(true)
})

test.each([
  ['no statistics', undefined],
  ['empty ones', ''],
  ['damaged ones', '{"numRecords":'],
  ['ones of another shape', '{"stats_json":"{}"}'],
  ['bounds of NULL', '{"numRecords":1,"minValues":{"id":null},"maxValues":{"id":null}}'],
  ['bounds of another type', '{"numRecords":1,"minValues":{"id":"1"},"maxValues":{"id":2.5}}'],
])('%s keep the file', (_, stats) => {
  expect(keeps(compare('id', '=', integer(99)), addFile('f', { stats }))).toBe(true)
})

test('columns that are not there, and constants of another type, keep the file', () => {
  expect(keeps(compare('nobody', '=', integer(1)), tens)).toBe(true)
  expect(keeps(compare('id.x', '=', integer(1)), tens)).toBe(true)
  expect(keeps(compare('id', '=', text('99')), tens)).toBe(true)
  expect(keeps(compare('id', '=', { kind: 'float', value: Number.NaN }), tens)).toBe(true)
})

test('integers beyond 2^53 are compared exactly', () => {
  const big = addFile('f', {
    stats: '{"numRecords":1,"minValues":{"id":9007199254740993},"maxValues":{"id":9007199254740993}}',
  })
  expect(keeps(compare('id', '=', integer(9007199254740992n)), big)).toBe(false)
  expect(keeps(compare('id', '=', integer(9007199254740993n)), big)).toBe(true)
})

test('the largest timestamp was cut down to a millisecond', () => {
  const at = file({ at: '2024-01-01T10:00:00.000' }, { at: '2024-01-01T10:00:00.123' })
  const micros = (value: number): Constant => ({
    kind: 'timestamp',
    micros: 1_704_103_200_000_000n + BigInt(value),
  })
  expect(keeps(compare('at', '=', micros(123_999)), at)).toBe(true)
  expect(keeps(compare('at', '>', micros(124_001)), at)).toBe(false)
})

test('NaN, which is above all numbers, may be in any file of doubles', () => {
  const doubles = file({ d: 1.5 }, { d: 2.5 })
  const value: Constant = { kind: 'float', value: 9 }
  expect(keeps(compare('d', '>', value), doubles)).toBe(true)
  expect(keeps(compare('d', '>=', value), doubles)).toBe(true)
  expect(keeps(compare('d', '=', value), doubles)).toBe(false)
  expect(keeps(compare('d', '<', { kind: 'float', value: 1.5 }), doubles)).toBe(false)
})

test('digits of a 32-bit number stand for that number', () => {
  const floats = file({ f: 0.1 }, { f: 0.1 })
  expect(keeps(compare('f', '=', { kind: 'float', value: Math.fround(0.1) }), floats)).toBe(true)
})

test('cut strings are bounds still', () => {
  const long = 'a'.repeat(40)
  const strings = file({ name: 'a'.repeat(32) }, { name: `${'a'.repeat(32)}\u007f` })
  expect(keeps(compare('name', '=', text(long)), strings)).toBe(true)
  expect(keeps(compare('name', '>', text('b')), strings)).toBe(false)
})

test('decimals that another writer put through a double are no exact bounds', () => {
  const wide = metadata({ columns: { dec: type('DECIMAL(38,10)') } })
  const rounded = addFile('f', {
    stats:
      '{"numRecords":1,"minValues":{"dec":1.2345678901234567e+19},"maxValues":{"dec":1.2345678901234567e+19}}',
  })
  const decimal = (unscaled: bigint): Constant => ({ kind: 'decimal', unscaled, scale: 10 })
  const keepsDecimal = (op: ComparisonOperator, unscaled: bigint) =>
    pruneFiles(wide, [rounded], compare('dec', op, decimal(unscaled))).length === 1
  expect(keepsDecimal('=', 12345678901234567890_1234567890n)).toBe(true)
  expect(keepsDecimal('>=', 12345678901234567890_1234567890n)).toBe(true)
  expect(keepsDecimal('>', 12345678901234580000_0000000000n)).toBe(false)
  expect(keepsDecimal('<', 12345678901234560000_0000000000n)).toBe(false)
})
