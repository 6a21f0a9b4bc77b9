import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatJson, jsonNumber, numberText, parseJson } from '../../src/delta/log/json.ts'
import { truncateMax, truncateMin } from '../../src/delta/stats/truncate-text.ts'
import { compareConstants, parseDecimal } from '../../src/delta/values/constant.ts'
import {
  formatDate,
  formatMicros,
  formatMillis,
  parseDate,
  parseTimestamp,
} from '../../src/delta/values/date-time.ts'
import { decodePath, encodePath } from '../../src/delta/values/file-path.ts'
import { formatPartitionValue, parsePartitionValue } from '../../src/delta/values/partition-value.ts'
import { column } from '../support/delta-table.ts'

const text = fc.string({ unit: 'binary', maxLength: 100, size: 'max' })
const micros = fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n })

test('paths come back from their encoded form, which is a URI', () => {
  fc.assert(
    fc.property(text, path => {
      fc.pre(!/^file:/i.test(path))
      const encoded = encodePath(path)
      expect(encoded).toMatch(/^[A-Za-z0-9\-_.~=%/]*$/)
      expect(decodePath(encoded)).toBe(path)
    }),
  )
})

test('JSON comes back as it was, with all digits', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }), (value, big) => {
      const source = JSON.stringify({ value }).replace(/\}$/, `,"big":${big}}`)
      const parsed = parseJson(source) as { big: number | bigint }
      expect(BigInt(parsed.big)).toBe(big)
      expect(JSON.parse(formatJson(parsed))).toEqual(JSON.parse(source))
    }),
  )
})

test('decimals keep their digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.nat({ max: 38 }), (unscaled, scale) => {
      const digits = String(unscaled).padStart(scale + 1, '0')
      const point = digits.length - scale
      const number = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
      expect(formatJson({ n: jsonNumber(number) })).toBe(`{"n":${number}}`)
      const read = (parseJson(`{"n":${number}}`) as { n: number }).n
      const value = parseDecimal(numberText(read) ?? '')
      expect(value && compareConstants(value, { kind: 'decimal', unscaled, scale })).toBe(0)
    }),
  )
})

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

test('cut strings bound what they were cut from', () => {
  const wide = fc.array(fc.constantFrom('a', '\u007f', 'é', '😀', '\u{10ffff}', '\uffff'), {
    maxLength: 80,
    size: 'max',
  })
  fc.assert(
    fc.property(
      fc.oneof(
        wide.map(c => c.join('')),
        fc.string({ unit: 'grapheme', maxLength: 90, size: 'max' }),
      ),
      value => {
        const max = truncateMax(value)
        expect(byBytes(truncateMin(value), value)).toBeLessThanOrEqual(0)
        if (max !== undefined) expect(byBytes(max, value)).toBeGreaterThanOrEqual(0)
        expect([...truncateMin(value)].length).toBeLessThanOrEqual(32)
        if (max !== undefined) expect([...max].length).toBeLessThanOrEqual(65)
      },
    ),
  )
})

test('timestamps in statistics are at most a millisecond below the value', () => {
  fc.assert(
    fc.property(micros, value => {
      const stored = parseTimestamp(`${formatMillis(value)}Z`)
      if (stored === undefined) throw new Error('unreadable')
      expect(stored <= value && value < stored + 1000n).toBe(true)
    }),
  )
})

test('dates and timestamps come back from their text', () => {
  fc.assert(
    fc.property(micros, value => {
      expect(parseTimestamp(`${formatMicros(value)}Z`)).toBe(value)
      expect(parseTimestamp(formatMicros(value, ' '))).toBe(value)
      const days = Number(value / 86_400_000_000n)
      expect(parseDate(formatDate(days))).toBe(days)
    }),
  )
})

test('partition values come back from the log', () => {
  fc.assert(
    fc.property(text, micros, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (string, time, long) => {
      const string_ = column('p', { kind: 'string' })
      expect(parsePartitionValue(string_.type, formatPartitionValue(string_, string))).toEqual(
        string === '' ? null : { kind: 'string', value: string },
      )
      for (const kind of ['timestamp', 'timestamp_ntz'] as const) {
        const at = column('p', { kind })
        const stored = formatPartitionValue(at, formatMicros(time, ' '))
        expect(parsePartitionValue(at.type, stored)).toEqual({ kind: 'timestamp', micros: time })
      }
      const number = column('p', { kind: 'long' })
      expect(parsePartitionValue(number.type, formatPartitionValue(number, String(long)))).toEqual({
        kind: 'integer',
        value: long,
      })
    }),
  )
})
