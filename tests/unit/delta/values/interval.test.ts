import { expect, test } from 'vitest'
import { parseInterval } from '../../../../src/delta/values/interval.ts'

test.each([
  ['interval 1 week', 604_800_000],
  ['interval 7 days', 604_800_000],
  ['INTERVAL 1 day 12 hours', 129_600_000],
  ['30 minutes', 1_800_000],
  ['interval 2 milliseconds', 2],
  ['interval 1 month', undefined],
  ['interval week', undefined],
  ['', undefined],
])('%s', (text, milliseconds) => {
  expect(parseInterval(text)).toBe(milliseconds)
})
