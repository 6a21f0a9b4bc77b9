import { existsSync } from 'node:fs'
import { appendFile, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogSource } from '../../../../src/adapters/log/log-source.ts'
import { sliceRecords, type TopicLog, text, topicLog } from '../../../support/topic-log.ts'

// Four sealed segments of a partition; a line has about 1,130 bytes.
async function filled(log: TopicLog): Promise<void> {
  await using writer = await log.writer({ segmentBytes: 1_500_000 })
  for (let i = 0; i < 4; i++) await writer.send(numbered(i * 1000, 1000))
}

function numbered(first: number, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    key: 'k',
    value: `${first + i}`.padEnd(1100, '.'),
    timestamp: first + i,
  }))
}

test('a topic is described by its id, and the low and end offset of each partition', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer({ partitions: 2 })
    await writer.send(numbered(0, 5).map(m => ({ ...m, partition: 1 })))
  }
  const { streamId, partitions } = await log.source.describe('events')
  expect(streamId).toMatch(/^[0-9a-f-]{36}$/)
  expect(partitions).toEqual([
    { partition: 0, low: 0n, end: 0n },
    { partition: 1, low: 0n, end: 5n },
  ])
  await rm(join(log.folder, 'events'), { recursive: true })
  await (await log.writer())[Symbol.asyncDispose]()
  expect((await log.source.describe('events')).streamId).not.toBe(streamId)
})

test('a topic that is not there is an error that says where it was looked for', async () => {
  await using log = await topicLog()
  await expect(log.source.describe('nope')).rejects.toMatchObject({
    code: 'topic-not-found',
    params: { topic: 'nope', where: `"${log.folder}"` },
  })
})

test('a range is read record for record, wherever it begins and ends', async () => {
  await using log = await topicLog()
  await filled(log)
  expect((await log.segments(0)).length).toBeGreaterThan(2)
  for (const [from, to] of [
    [0n, 4000n],
    [0n, 1n],
    [3999n, 4000n],
    [999n, 1001n],
    [700n, 3300n],
    [17n, 17n],
  ] as const) {
    const records = await log.read([{ partition: 0, from, to }])
    const expected = Array.from({ length: Number(to - from) }, (_, i) => from + BigInt(i))
    expect(records.map(r => r.offset)).toEqual(expected)
    expect(records.map(r => Number(text(r.value)?.replaceAll('.', '')))).toEqual(expected.map(Number))
  }
})

test('whole sealed segments are handed over as they are, the rest as copies that go with the batch', async () => {
  await using log = await topicLog()
  await filled(log)
  const segments = await log.segments(0)
  const all = await log.source.read('events', [{ partition: 0, from: 0n, to: 4000n }])
  expect(all.slices.map(slice => slice.file)).toEqual(segments)
  await all[Symbol.asyncDispose]()
  for (const segment of segments) expect(existsSync(segment)).toBe(true)

  const part = await log.source.read('events', [{ partition: 0, from: 1n, to: 4000n }])
  const [first, ...others] = part.slices
  expect(others.map(slice => slice.file)).toEqual(segments.slice(1))
  expect(first?.file.startsWith(log.temp)).toBe(true)
  for (const slice of part.slices) {
    expect((await stat(slice.file)).size).toBe(slice.bytes)
    const records = await sliceRecords(slice)
    expect([records[0]?.offset, records.at(-1)?.offset]).toEqual([slice.from, slice.to - 1n])
    const lines = (await readFile(slice.file, 'utf8')).split('\n')
    expect(Math.max(...lines.map(line => line.length + 1))).toBeLessThanOrEqual(slice.longestLine ?? 0)
  }
  await part[Symbol.asyncDispose]()
  expect(await readdir(log.temp)).toEqual([])
})

test('a segment that may still grow is never handed over, so that a scan sees only its range', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  await writer.send(numbered(0, 2000))
  await using batch = await log.source.read('events', [{ partition: 0, from: 0n, to: 2000n }])
  await writer.send(numbered(2000, 10))
  expect(batch.slices.map(slice => slice.file)).not.toContain((await log.segments(0))[0])
  expect(await sliceRecords(batch.slices[0] ?? expect.fail())).toHaveLength(2000)
})

test('several ranges are one batch', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer({ partitions: 3 })
    for (let p = 0; p < 3; p++) await writer.send(numbered(p * 100, 10).map(m => ({ ...m, partition: p })))
  }
  await using batch = await log.source.read('events', [
    { partition: 2, from: 8n, to: 10n },
    { partition: 1, from: 3n, to: 3n },
    { partition: 0, from: 0n, to: 1n },
  ])
  const records = await Promise.all(batch.slices.map(sliceRecords))
  expect(batch.slices.map(slice => slice.partition)).toEqual([2, 0])
  expect(records.map(part => part.map(r => r.timestamp))).toEqual([[208, 209], [0]])
})

test('batches that are open at once do not share files, also where ids are frozen', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  await writer.send(numbered(0, 3))
  const { folder, temp: tempRoot } = log
  const source = openLogSource({ folder, tempRoot, ids: { uuid: () => 'frozen' } })
  const ranges = [{ partition: 0, from: 0n, to: 3n }]
  const [first, second] = [await source.read('events', ranges), await source.read('events', ranges)]
  await first[Symbol.asyncDispose]()
  expect(await sliceRecords(second.slices[0] ?? expect.fail())).toHaveLength(3)
  await second[Symbol.asyncDispose]()
})

test('readers do not see what is not acknowledged', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  await writer.send(numbered(0, 3))
  const [segment = ''] = await log.segments(0)
  await appendFile(segment, '3\t17\tk\t\tnot acknowledged\n')
  await writeFile(segment.replace(/\d{20}/, '00000000000000000004'), '4\t17\tk\t\tnot acknowledged\n')
  expect((await log.source.describe('events')).partitions[0]?.end).toBe(3n)
  expect(await log.records(0)).toHaveLength(3)
  await expect(log.read([{ partition: 0, from: 0n, to: 4n }])).rejects.toMatchObject({
    code: 'offsets-out-of-range',
  })
})

test('offsets outside of the topic are an error with the range that is there', async () => {
  await using log = await topicLog()
  await filled(log)
  const [first = ''] = await log.segments(0)
  await rm(first)
  const { low, end } = (await log.source.describe('events')).partitions[0] ?? expect.fail()
  expect(low).toBeGreaterThan(0n)
  for (const [from, to] of [
    [0n, end],
    [low, end + 1n],
    [low + 2n, low + 1n],
  ] as const) {
    await expect(log.read([{ partition: 0, from, to }])).rejects.toMatchObject({
      code: 'offsets-out-of-range',
      params: { topic: 'events', partition: 0, from, to, low, end },
    })
  }
  await expect(log.read([{ partition: 1, from: 0n, to: 1n }])).rejects.toMatchObject({
    code: 'partition-not-found',
  })
  expect(await log.read([{ partition: 0, from: low, to: end }])).toHaveLength(Number(end - low))
})

test('a changed byte is an error with the file and where the block begins, and leaves no copies', async () => {
  await using log = await topicLog()
  await filled(log)
  const segments = await log.segments(0)
  const damaged = segments[1] ?? expect.fail()
  const blocks = (await readFile(damaged.replace('.log', '.index'), 'utf8')).trimEnd().split('\n')
  const position = Number(blocks.at(-1)?.split('\t')[1])
  await flipByte(damaged, position + 5000)
  await expect(log.read([{ partition: 0, from: 1n, to: 4000n }])).rejects.toMatchObject({
    code: 'segment-corrupt',
    params: { file: damaged, position },
  })
  expect(existsSync(log.temp) ? await readdir(log.temp) : []).toEqual([])
  const base = Number(/(\d{20})\.log/.exec(damaged)?.[1])
  expect(await log.read([{ partition: 0, from: 0n, to: BigInt(base) }])).toHaveLength(base)
})

test('a segment that ends early, or that is gone, is an error with the byte', async () => {
  await using log = await topicLog()
  await filled(log)
  const [, second = ''] = await log.segments(0)
  const whole = await readFile(second)
  const lineEnd = whole.lastIndexOf(0x0a, -2) + 1
  await truncate(second, lineEnd)
  const all = [{ partition: 0, from: 0n, to: 4000n }]
  await expect(log.read(all)).rejects.toMatchObject({
    code: 'segment-corrupt',
    params: { position: lineEnd },
  })
  await truncate(second, lineEnd - 1)
  await expect(log.read(all)).rejects.toMatchObject({ code: 'segment-corrupt', params: { file: second } })
  await rm(second)
  await expect(log.read(all)).rejects.toMatchObject({ code: 'segment-corrupt' })
})

test('a record that is out of order is found when the index is made anew', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer()
    await writer.send(numbered(0, 3))
  }
  const [segment = ''] = await log.segments(0)
  const lines = (await readFile(segment, 'utf8')).split('\n')
  await writeFile(segment, [lines[0], lines[2], lines[1], ''].join('\n'))
  await rm(segment.replace('.log', '.index'))
  await expect(log.records(0)).rejects.toMatchObject({
    code: 'segment-corrupt',
    params: { position: (lines[0]?.length ?? 0) + 1 },
  })
})

test('a topic.json of another format is an error', async () => {
  await using log = await topicLog()
  await (await log.writer())[Symbol.asyncDispose]()
  const file = join(log.folder, 'events', 'topic.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('"format":1', '"format":2'))
  await expect(log.source.describe('events')).rejects.toMatchObject({
    code: 'topic-unreadable',
    params: { file },
  })
})

async function flipByte(file: string, position: number): Promise<void> {
  const handle = await open(file, 'r+')
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, position)
  await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, position)
  await handle.close()
}
