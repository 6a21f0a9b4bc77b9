import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRecordLine, recordLine } from '../../src/core/stream/record-line.ts'
import { segmentForm } from '../../src/ports/segment-form.ts'
import { topicLog } from '../support/topic-log.ts'

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }).map(s => new Uint8Array(Buffer.from(s))),
  fc
    .constantFrom('\u0010N', '\u0010u', '\u0010xAA==', '', '\ufeff', '\r\n', '"', "'", '\\', '\\N', 'NULL')
    .map(s => new Uint8Array(Buffer.from(s))),
)
const message = fc.record({
  key: fc.option(bytes, { nil: undefined }),
  value: fc.option(bytes, { nil: undefined }),
  timestamp: fc.integer({ min: -1, max: 4_102_444_800_000 }),
  headers: fc.array(
    fc.record({
      key: fc.string({ unit: 'grapheme', maxLength: 5 }),
      value: fc.option(bytes, { nil: undefined }),
    }),
    { maxLength: 3 },
  ),
})

test('any record survives being a line', () => {
  fc.assert(
    fc.property(message, fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (sent, offset) => {
      const line = Buffer.from(recordLine({ ...sent, offset }))
      expect(line.indexOf(0x0a)).toBe(line.length - 1)
      const found = parseRecordLine(line.subarray(0, -1))
      expect(plain(found)).toEqual(plain({ ...sent, offset }))
    }),
    { numRuns: 500 },
  )
})

test('any records survive the log, read in any two ranges', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 30 }), fc.nat(), async (sent, at) => {
      await using log = await topicLog()
      const middle = BigInt(at % (sent.length + 1))
      {
        await using writer = await log.writer({ segmentBytes: 400 })
        await writer.send(sent.slice(0, 10).map(m => ({ ...m, partition: 0 })))
        await writer.send(sent.slice(10).map(m => ({ ...m, partition: 0 })))
      }
      const end = BigInt(sent.length)
      const found = [
        ...(await log.read([{ partition: 0, from: 0n, to: middle }])),
        ...(await log.read([{ partition: 0, from: middle, to: end }])),
      ]
      expect(found.map(plain)).toEqual(sent.map((m, i) => plain({ ...m, offset: BigInt(i) })))
    }),
    { numRuns: 25 },
  )
})

test('DuckDB scans what the log holds: the same bytes, nulls and empty texts', async () => {
  const sent = fc.sample(message, 3000)
  await using log = await topicLog()
  {
    await using writer = await log.writer()
    await writer.send(sent.map(m => ({ ...m, partition: 0 })))
  }
  await using batch = await log.source.read('events', [{ partition: 0, from: 0n, to: BigInt(sent.length) }])
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const { delimiter, nullField, textPrefix, bytesPrefix, columns } = segmentForm
  const decoded = (column: string) => `hex(case
    when starts_with(${column}, '${textPrefix}') or starts_with(${column}, '${bytesPrefix}') then from_base64(${column}[3:])
    else encode(${column}) end)`
  const reader =
    await connection.runAndReadAll(`select "offset", "timestamp", ${decoded('key')}, ${decoded('value')}
    from read_csv('${batch.slices[0]?.file}', delim='${delimiter}', quote='', escape='', header=false, auto_detect=false,
      nullstr='${nullField}', new_line='\\n', columns={${columns.map(c => `'${c}': '${c === 'offset' || c === 'timestamp' ? 'BIGINT' : 'VARCHAR'}'`).join(', ')}})
    order by "offset"`)
  const hex = (value: Uint8Array | undefined) =>
    value === undefined ? null : Buffer.from(value).toString('hex').toUpperCase()
  expect(reader.getRowsJson()).toEqual(
    sent.map((m, i) => [String(i), String(m.timestamp), hex(m.key), hex(m.value)]),
  )
  connection.closeSync()
  instance.closeSync()
})

interface Loose {
  readonly offset: bigint
  readonly timestamp: number
  readonly key: Uint8Array | undefined
  readonly value: Uint8Array | undefined
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array | undefined }[]
}

function plain(record: Loose | undefined): unknown {
  const hex = (value: Uint8Array | undefined) =>
    value === undefined ? undefined : Buffer.from(value).toString('hex')
  if (record === undefined) return undefined
  const headers = record.headers.map(({ key, value }) => [key, hex(value)])
  return [record.offset, record.timestamp, hex(record.key), hex(record.value), headers]
}
