import { join } from 'node:path'
import { expect, test } from 'vitest'
import { duckDbCheckpoints } from '../../../../src/adapters/duckdb/checkpoint-files.ts'
import { openSession } from '../../../../src/adapters/duckdb/session/session.ts'
import { failure, runTime } from './test-lake.ts'

const ids = { uuid: () => crypto.randomUUID() }

const rows = [
  '{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz"]}}',
  `{"metaData":{"id":"x","name":null,"format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\"}","partitionColumns":["d"],"configuration":{"a.b":"c","é😈":"\\"quoted\\""},"createdTime":1735689600000}}`,
  '{"txn":{"appId":"gild/x","version":9223372036854775807,"lastUpdated":1735689600000}}',
  '{"domainMetadata":{"domain":"d","configuration":"{}","removed":false}}',
  '{"add":{"path":"a%20b.parquet","partitionValues":{"d":null,"e":"1"},"size":9007199254740993,"modificationTime":1,"dataChange":false,"stats":"{\\"numRecords\\":9007199254740993}","tags":{"k":"v"}}}',
  '{"remove":{"path":"gone.parquet","deletionTimestamp":5,"dataChange":false,"extendedFileMetadata":true,"partitionValues":{},"size":7}}',
]

test('the rows of a checkpoint come back with every digit, in order', async () => {
  await using session = await openSession({ runTime, ids })
  const checkpoints = duckDbCheckpoints(session, await session.connect(), ids)
  const location = join(session.folder, 'it.parquet')
  const [size, read] = [await checkpoints.write(location, rows), await checkpoints.read(location)]
  expect(size).toBeGreaterThan(0)
  expect(read.map(withoutNulls)).toEqual(rows.map(withoutNulls))
  for (const digits of ['9223372036854775807', '9007199254740993']) expect(read.join()).toContain(digits)
})

test('a checkpoint of many rows, one of them very long, is written and read at once', async () => {
  await using session = await openSession({ runTime, ids })
  const checkpoints = duckDbCheckpoints(session, await session.connect(), ids)
  const add = (i: number, stats: string) =>
    `{"add":{"path":"p${i}","partitionValues":{},"size":${i},"modificationTime":1,"dataChange":false,"stats":"${stats}"}}`
  const many = Array.from({ length: 5000 }, (_, i) => add(i, i === 77 ? 'x'.repeat(17_000_000) : 's'))
  const files = [1, 2].map(i => join(session.folder, `${i}.parquet`))
  await Promise.all(files.map(file => checkpoints.write(file, many)))
  for (const read of await Promise.all(files.map(file => checkpoints.read(file)))) {
    expect(read.length).toBe(5000)
    expect(read[77]?.length).toBeGreaterThan(17_000_000)
    expect(read[4999]).toContain('"path":"p4999"')
  }
})

test('a file that is no checkpoint is an error of the engine', async () => {
  await using session = await openSession({ runTime, ids })
  const checkpoints = duckDbCheckpoints(session, await session.connect(), ids)
  expect(await failure(checkpoints.read(join(session.folder, 'host')))).toMatchObject({
    code: 'engine-failed',
  })
})

function withoutNulls(row: string): unknown {
  return JSON.parse(row, (_key, value) => (value === null ? undefined : value))
}
