import { expect, test } from 'vitest'
import { lineOffset, parseRecordLine, recordLine } from '../../../../src/core/stream/record-line.ts'

const plain = { offset: 7n, timestamp: 1735689600000, key: 'a', value: '{"x":1}' }

test('a record is a line of five fields', () => {
  expect(recordLine(plain)).toBe('7\t1735689600000\ta\t\t{"x":1}\n')
})

test('a null is told from an empty text', () => {
  expect(recordLine({ ...plain, key: undefined, value: '' })).toBe('7\t1735689600000\t\u0010N\t\t\n')
})

test('text that would break the line is kept as base64', () => {
  expect(recordLine({ ...plain, value: 'a\tb' })).toBe('7\t1735689600000\ta\t\t\u0010uYQli\n')
  for (const character of ['\0', '\n', '\r', '\t', '\u0010']) {
    const key = recordLine({ ...plain, key: `<${character}>` }).split('\t')[2] ?? ''
    expect([key.slice(0, 2), Buffer.from(key.slice(2), 'base64').toString()]).toEqual([
      '\u0010u',
      `<${character}>`,
    ])
  }
})

test('bytes that are not UTF-8 are kept as base64, others as text', () => {
  expect(recordLine({ ...plain, value: Buffer.from([0xe9, 0x20]) })).toBe(
    '7\t1735689600000\ta\t\t\u0010x6SA=\n',
  )
  expect(recordLine({ ...plain, value: Buffer.from('é €') })).toBe('7\t1735689600000\ta\t\té €\n')
})

test('headers are a JSON array, in order, with repeated keys', () => {
  const headers = [
    { key: 'k\t', value: Buffer.from([0, 255]) },
    { key: 'k\t', value: undefined },
  ]
  expect(recordLine({ ...plain, headers }).split('\t')[3]).toBe('[["k\\t","AP8="],["k\\t",null]]')
})

test.each([
  ['nothing', ''],
  ['too few fields', '7\t17\ta\t'],
  ['an offset that is none', 'x\t17\ta\t\tv'],
  ['a timestamp that is none', '7\t\ta\t\tv'],
  ['headers that are not JSON', '7\t17\ta\t[[\tv'],
  ['headers that are no pairs', '7\t17\ta\t[1]\tv'],
])('%s is not a record', (_, line) => {
  expect(parseRecordLine(Buffer.from(line))).toBeUndefined()
})

test('the offset is read without the rest of the line', () => {
  expect(lineOffset(Buffer.from('9007199254740993\t17'))).toBe(9007199254740993n)
  expect(lineOffset(Buffer.from('{"a":1}\t17'))).toBeUndefined()
  expect(lineOffset(Buffer.from('12'))).toBeUndefined()
})
