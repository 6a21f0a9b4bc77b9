import { expect, test } from 'vitest'
import { bytes, count, duration, time, valueText } from '../../../src/docs/format.ts'

test.each([
  [count(1_234_567), '1,234,567'],
  [count(undefined), ''],
  [bytes(999), '999 bytes'],
  [bytes(1_500), '1.5 kB'],
  [bytes(999_900), '1.0 MB'],
  [bytes(128_000_000), '128 MB'],
  [duration(0.042), '0.04 s'],
  [duration(12.4), '12 s'],
  [duration(120), '2 min'],
  [duration(185), '3 min 5 s'],
  [time('2025-11-09T16:00:00.000000Z'), '2025-11-09 16:00:00 UTC'],
  [valueText(['a', 1]), '[ "a", 1 ]'],
  [valueText('text'), 'text'],
])('%j is %j', (got, text) => {
  expect(got).toBe(text)
})
