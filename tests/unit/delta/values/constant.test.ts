import { expect, test } from 'vitest'
import { type Constant, compareConstants, parseDecimal } from '../../../../src/delta/values/constant.ts'

const integer = (value: bigint): Constant => ({ kind: 'integer', value })
const float = (value: number): Constant => ({ kind: 'float', value })
const text = (value: string): Constant => ({ kind: 'string', value })
const decimal = (digits: string): Constant => parseDecimal(digits) ?? float(Number.NaN)

test.each<[string, Constant, Constant, number | undefined]>([
  ['integers beyond 2^53', integer(9007199254740993n), integer(9007199254740992n), 1],
  ['an integer and a decimal', integer(2n), decimal('1.99'), 1],
  ['decimals of other scales', decimal('1.10'), decimal('1.1'), 0],
  [
    'decimals of 38 digits',
    decimal('-99999999999999999999999999999999999.999'),
    decimal('-99999999999999999999999999999999999.998'),
    -1,
  ],
  ['decimals with exponents', decimal('1.5e3'), integer(1500n), 0],
  ['doubles', float(0.1), float(0.2), -1],
  ['both zeros', float(-0), float(0), 0],
  ['infinity', float(Number.POSITIVE_INFINITY), integer(5n), 1],
  ['NaN, which has no place', float(Number.NaN), float(1), undefined],
  [
    'a double and an integer that it cannot hold',
    float(9007199254740992),
    integer(9007199254740993n),
    undefined,
  ],
  ['a double and a decimal', float(0.1), decimal('0.1'), undefined],
  ['strings by bytes, not by UTF-16 units', text('\u{10000}'), text('\uffff'), 1],
  ['a string and its prefix', text('ab'), text('a'), 1],
  ['dates', { kind: 'date', days: -1 }, { kind: 'date', days: 0 }, -1],
  ['timestamps', { kind: 'timestamp', micros: 2n }, { kind: 'timestamp', micros: 1n }, 1],
  ['booleans', { kind: 'boolean', value: false }, { kind: 'boolean', value: true }, -1],
  ['bytes', { kind: 'binary', value: Uint8Array.of(255) }, { kind: 'binary', value: Uint8Array.of(1, 1) }, 1],
  ['values of other kinds', text('1'), integer(1n), undefined],
])('%s', (...[, a, b, expected]) => {
  const sign = (value: number | undefined) => (value === undefined ? undefined : Math.sign(value))
  expect(sign(compareConstants(a, b))).toBe(expected)
  expect(sign(compareConstants(b, a))).toBe(expected === undefined ? undefined : 0 - expected)
})

test.each(['', 'x', '1.', '--1', 'Infinity', '1e99999'])('"%s"', digits => {
  expect(parseDecimal(digits)).toEqual(
    digits === '1.' ? { kind: 'decimal', unscaled: 1n, scale: 0 } : undefined,
  )
})
