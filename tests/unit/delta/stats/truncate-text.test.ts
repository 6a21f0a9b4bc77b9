import { expect, test } from 'vitest'
import { truncateMax, truncateMin } from '../../../../src/delta/stats/truncate-text.ts'

const a32 = 'a'.repeat(32)
const last = '\u{10ffff}'

test('32 characters or fewer stay as they are', () => {
  expect(truncateMin(a32)).toBe(a32)
  expect(truncateMax(a32)).toBe(a32)
  expect(truncateMax('😀'.repeat(32))).toBe('😀'.repeat(32))
})

test('a minimum is its first 32 characters, and no surrogate pair is split', () => {
  expect(truncateMin(`${a32}b`)).toBe(a32)
  expect(truncateMin('😀'.repeat(40))).toBe('😀'.repeat(32))
})

test('a maximum gets a character above what was cut off', () => {
  expect(truncateMax(`${a32}b`)).toBe(`${a32}\u007f`)
  expect(truncateMax(`${a32}\u007f`)).toBe(a32 + last)
  expect(truncateMax(`${a32}é`)).toBe(a32 + last)
  expect(truncateMax(`${a32}😀`)).toBe(a32 + last)
})

test('characters that nothing is above are kept', () => {
  expect(truncateMax(`${a32}${last}${last}b`)).toBe(`${a32}${last}${last}\u007f`)
})

test('without a bound of 64 characters there is none', () => {
  expect(truncateMax(a32 + last.repeat(33))).toBeUndefined()
  expect(truncateMax(a32 + last.repeat(32))).toBe(a32 + last.repeat(32))
})
