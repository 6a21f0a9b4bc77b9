import { expect, test } from 'vitest'
import {
  formatDate,
  formatMicros,
  formatMillis,
  parseDate,
  parseTimestamp,
} from '../../../../src/delta/values/date-time.ts'

test.each([
  ['1970-01-01', 0],
  ['1969-12-31', -1],
  ['2024-02-29', 19_782],
  ['0001-01-01', -719_162],
  ['9999-12-31', 2_932_896],
])('%s is day %d', (text, days) => {
  expect(parseDate(text)).toBe(days)
  expect(formatDate(days)).toBe(text)
})

test.each([
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '0000-01-01',
  '0044-03-15 (BC)',
  'infinity',
  '12024-01-01',
  '',
])('%s is no date', text => {
  expect(parseDate(text)).toBeUndefined()
})

test('dates agree with the calendar of JavaScript', () => {
  for (let days = -719_162; days <= 2_932_896; days += 997) {
    expect(formatDate(days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10))
  }
})

test.each([
  ['2024-01-01T10:00:00.000000Z', 1_704_103_200_000_000n],
  ['2024-01-01 10:00:00+00', 1_704_103_200_000_000n],
  ['2024-01-01 10:00:00', 1_704_103_200_000_000n],
  ['2024-01-01T10:00', 1_704_103_200_000_000n],
  ['2024-01-01T02:00:00.000-08:00', 1_704_103_200_000_000n],
  ['2024-01-01 15:30:00+0530', 1_704_103_200_000_000n],
  ['1969-12-31 23:59:59.123456', -876_544n],
  ['2024-01-01 10:00:00.1234567', 1_704_103_200_123_456n],
  ['9999-12-31T23:59:59.999999Z', 253_402_300_799_999_999n],
])('%s is a timestamp', (text, micros) => {
  expect(parseTimestamp(text)).toBe(micros)
})

test.each(['2024-01-01', 'infinity', '-infinity', '2024-01-01 10:00:00 (BC)', '2024-01-01Z10:00:00'])(
  '%s is no timestamp',
  text => {
    expect(parseTimestamp(text)).toBeUndefined()
  },
)

test('timestamps are cut down, also before 1970 and far from it', () => {
  expect(formatMillis(-876_544n)).toBe('1969-12-31T23:59:59.123')
  expect(formatMillis(-1n)).toBe('1969-12-31T23:59:59.999')
  expect(formatMillis(253_402_300_799_999_999n)).toBe('9999-12-31T23:59:59.999')
  expect(formatMicros(-1n, ' ')).toBe('1969-12-31 23:59:59.999999')
})
