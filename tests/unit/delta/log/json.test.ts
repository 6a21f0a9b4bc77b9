import { expect, test } from 'vitest'
import {
  formatJson,
  jsonNumber,
  numberText,
  parseJson,
  parseJsonSequence,
} from '../../../../src/delta/log/json.ts'

test('integers beyond 2^53 keep all digits, in and out', () => {
  const text = '{"txn":{"appId":"a","version":9223372036854775807},"n":[-9007199254740993,1]}'
  const value = parseJson(text)
  expect(value).toEqual({ txn: { appId: 'a', version: 9223372036854775807n }, n: [-9007199254740993n, 1] })
  expect(formatJson(value)).toBe(text)
})

test('decimals with more digits than a double holds keep them', () => {
  const text = '{"a":12345678901234567890.123456789012345678,"b":1.10,"c":1e400}'
  expect(formatJson(parseJson(text))).toBe(text)
  expect(numberText(parseJson('0.12345678901234567890'))).toBe('0.12345678901234567890')
})

test('numbers that a double holds are numbers', () => {
  expect(parseJson('[1,-2.5,0,123456789012345]')).toEqual([1, -2.5, 0, 123456789012345])
})

test('digits inside of strings do not change them', () => {
  const text = JSON.stringify({ stats: '{"numRecords":9007199254740993}', path: 'part-12345678901234567890' })
  expect(parseJson(text)).toEqual(JSON.parse(text))
})

test('both parsers agree on escapes, nesting and white space', () => {
  const text =
    '{ "a\\u00e9\\n\\"" : [ true , false , null , {} , [] , "\\ud83d\\ude00" ] , "n" : 12345678901234567890 }'
  expect(parseJson(text)).toEqual({ 'aé\n"': [true, false, null, {}, [], '😀'], n: 12345678901234567890n })
})

test('a key named __proto__ is a key', () => {
  const value = parseJson('{"__proto__":12345678901234567890}')
  expect(Object.keys(value as object)).toEqual(['__proto__'])
})

test('values that follow each other are read one by one, over any lines', () => {
  expect(parseJsonSequence('{\n "a": 1\n}\n\n{"b":\n[2]}')).toEqual([{ a: 1 }, { b: [2] }])
  expect(parseJsonSequence('  \n')).toEqual([])
})

test.each([
  '{"a":12345678901234567890',
  '{"a":12345678901234567890}x',
  '[12345678901234567890,]',
  '{"a" 12345678901234567890}',
  '[12345678901234567890,tru]',
  '01234567890123456789',
])('broken JSON is a syntax error: %s', text => {
  expect(() => parseJson(text)).toThrow(SyntaxError)
})

test('undefined fields are left out, and numbers that JSON lacks are refused', () => {
  expect(formatJson({ a: undefined, b: jsonNumber('1.50'), c: 5n })).toBe('{"b":1.50,"c":5}')
  expect(() => formatJson(Number.NaN)).toThrow(RangeError)
})
