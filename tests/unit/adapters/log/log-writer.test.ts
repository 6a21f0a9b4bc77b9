import { spawn } from 'node:child_process'
import { appendFile, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { partitionOf } from '../../../../src/core/stream/murmur2.ts'
import { segmentForm } from '../../../../src/ports/segment-form.ts'
import { text, topicLog } from '../../../support/topic-log.ts'

const two = [
  { key: 'a', value: 'one', timestamp: 1 },
  { key: 'b', value: 'two', timestamp: 2 },
]

test('what was sent is there, in order, with offsets that count up', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  await writer.send(two)
  await writer.send([{ key: undefined, value: undefined, timestamp: 3 }])
  const records = await log.records(0)
  expect(records.map(r => [r.offset, r.timestamp, text(r.key), text(r.value)])).toEqual([
    [0n, 1, 'a', 'one'],
    [1n, 2, 'b', 'two'],
    [2n, 3, undefined, undefined],
  ])
})

test('a writer that comes later goes on where the last one stopped', async () => {
  await using log = await topicLog()
  for (const value of ['one', 'two', 'three']) {
    await using writer = await log.writer()
    await writer.send([{ key: 'k', value, timestamp: 1 }])
  }
  expect((await log.records(0)).map(r => `${r.offset} ${text(r.value)}`)).toEqual([
    '0 one',
    '1 two',
    '2 three',
  ])
  expect(await log.segments(0)).toHaveLength(1)
})

test('messages sent at once are written one batch after the other', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  await Promise.all(Array.from({ length: 5 }, (_, i) => writer.send([{ key: 'k', value: String(i) }])))
  expect((await log.records(0)).map(r => text(r.value))).toEqual(['0', '1', '2', '3', '4'])
})

test('a key is placed by its hash, and a message without one in turn', async () => {
  await using log = await topicLog()
  await using writer = await log.writer({ partitions: 3 })
  const keys = ['ORD-1', 'ORD-2', 'ORD-3', 'ORD-4', 'ORD-5']
  await writer.send(keys.map(key => ({ key, value: key })))
  await writer.send(Array.from({ length: 6 }, () => ({ key: undefined, value: 'x' })))
  for (let p = 0; p < 3; p++) {
    const found = (await log.records(p)).map(r => text(r.key))
    const expected = keys.filter(key => partitionOf(Buffer.from(key), 3) === p)
    expect(found).toEqual([...expected, undefined, undefined])
  }
})

test('a message without a timestamp gets the time of the clock', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  const before = Date.now()
  await writer.send([{ key: 'k', value: 'v' }])
  const [record] = await log.records(0)
  expect(record?.timestamp).toBeGreaterThanOrEqual(before)
})

test('the last record of each partition is known, also to a new writer', async () => {
  await using log = await topicLog()
  const headers = [{ key: 'h', value: Buffer.from('x') }]
  {
    await using writer = await log.writer({ partitions: 2 })
    expect(await writer.last(0)).toBeUndefined()
    await writer.send(
      [...two, { key: 'c', value: 'three', timestamp: 3, headers }].map(m => ({ ...m, partition: 1 })),
    )
    expect(text((await writer.last(1))?.value)).toBe('three')
  }
  await using again = await log.writer()
  expect(again.partitions).toBe(2)
  expect(await again.last(0)).toBeUndefined()
  const last = await again.last(1)
  expect([last?.offset, text(last?.value), last?.headers[0]?.key]).toEqual([2n, 'three', 'h'])
})

test('a partition that is not there is refused, and nothing is written', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  await expect(
    writer.send([
      { key: 'k', value: 'v' },
      { key: 'k', value: 'v', partition: 3 },
    ]),
  ).rejects.toMatchObject({
    code: 'partition-not-found',
  })
  await writer.send(two)
  expect(await log.records(0)).toHaveLength(2)
})

test.each(['', '..', 'a/b', 'x'.repeat(250)])('"%s" is not a name of a topic', async topic => {
  await using log = await topicLog()
  await expect(log.writer({ topic })).rejects.toMatchObject({ code: 'topic-name-invalid' })
})

test('a message of 20 MB is one record, one that no segment can hold is refused', async () => {
  await using log = await topicLog()
  await using writer = await log.writer()
  const large = 'x'.repeat(20 * 1024 * 1024)
  await writer.send([...two, { key: 'k', value: large }, ...two])
  const records = await log.records(0)
  expect(records.map(r => r.value?.length)).toEqual([3, 3, large.length, 3, 3])
  const tooLarge = Buffer.alloc(segmentForm.maxLineBytes)
  await expect(writer.send([{ key: 'k', value: tooLarge }])).rejects.toMatchObject({
    code: 'message-too-large',
  })
})

test('a full segment is followed by another, named by its first offset', async () => {
  await using log = await topicLog()
  await using writer = await log.writer({ segmentBytes: 2_000_000 })
  const value = 'v'.repeat(1000)
  for (let i = 0; i < 3; i++) await writer.send(Array.from({ length: 1500 }, () => ({ key: 'k', value })))
  const names = (await readdir(join(log.folder, 'events', '0'))).sort()
  const bases = names.filter(name => name.endsWith('.log')).map(name => Number(name.slice(0, 20)))
  expect(bases.length).toBeGreaterThan(2)
  for (const name of await log.segments(0)) expect((await stat(name)).size).toBeLessThanOrEqual(2_000_000)
  const records = await log.records(0)
  expect(records.map(r => Number(r.offset))).toEqual(Array.from({ length: 4500 }, (_, i) => i))
  for (const base of bases) expect(names).toContain(`${String(base).padStart(20, '0')}.index`)
})

test('what a killed writer left behind the watermark is cut by the next', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer()
    await writer.send(two)
  }
  const [segment = ''] = await log.segments(0)
  const acknowledged = await readFile(segment)
  await appendFile(segment, '2\t17\tk\t\thalf of a rec')
  await appendFile(segment.replace('.log', '.index'), '2\t30\t9\t1\t00')
  await writeFile(join(log.folder, 'events', '0', '00000000000000000009.log'), '9\t17\tk\t\tv\n')
  expect(await log.records(0)).toHaveLength(2)
  await using writer = await log.writer()
  expect(await log.segments(0)).toEqual([segment])
  expect(await readFile(segment)).toEqual(acknowledged)
  await writer.send(two)
  expect((await log.records(0)).map(r => text(r.value))).toEqual(['one', 'two', 'one', 'two'])
})

test('an index that is gone or damaged is made anew, as it was', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer()
    await writer.send(two)
  }
  const [segment = ''] = await log.segments(0)
  const index = segment.replace('.log', '.index')
  const written = await readFile(index, 'utf8')
  for (const damage of [
    () => rm(index),
    () => writeFile(index, written.replace('2\t', '3\t')),
    () => writeFile(index, ''),
  ]) {
    await damage()
    expect(await log.records(0)).toHaveLength(2)
    await (await log.writer())[Symbol.asyncDispose]()
    expect(await readFile(index, 'utf8')).toBe(written)
  }
})

test('acknowledged records that are missing are an error, not a tail', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer()
    await writer.send(two)
  }
  const [segment = ''] = await log.segments(0)
  await truncate(segment, 10)
  await expect(log.writer()).rejects.toMatchObject({
    code: 'segment-corrupt',
    params: { file: segment, position: 10 },
  })
  await rm(segment)
  await expect(log.writer()).rejects.toMatchObject({ code: 'segment-corrupt', params: { position: 0 } })
})

test('a topic has one writer at a time', async () => {
  await using log = await topicLog()
  {
    await using _writer = await log.writer()
    await expect(log.writer()).rejects.toMatchObject({ code: 'topic-locked', params: { pid: process.pid } })
    await using _other = await log.writer({ topic: 'others' })
  }
  await using _writer = await log.writer()
})

test('of many that open a topic at once, one wins', async () => {
  await using log = await topicLog()
  await (await log.writer())[Symbol.asyncDispose]()
  const opened = await Promise.allSettled(Array.from({ length: 8 }, () => log.writer()))
  const won = opened.filter(result => result.status === 'fulfilled')
  expect(won).toHaveLength(1)
  for (const result of opened) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'topic-locked' })
  }
  await won[0]?.value[Symbol.asyncDispose]()
})

test('two that create a topic at once agree on it', async () => {
  await using log = await topicLog()
  const opened = await Promise.allSettled([log.writer(), log.writer()])
  for (const result of opened) if (result.status === 'fulfilled') await result.value[Symbol.asyncDispose]()
  expect(await readdir(log.folder)).toEqual(['events'])
})

test.each([
  ['is dead', async () => ({ pid: await deadPid() })],
  ['started at another time', async () => ({ pid: process.pid, start: '1' })],
  ['ran before the machine was started', async () => ({ pid: process.pid, boot: 'another boot' })],
])('the lock of a holder that %s is taken over', async (_, holder) => {
  await using log = await topicLog()
  await (await log.writer())[Symbol.asyncDispose]()
  await writeFile(join(log.folder, 'events', 'lock-7.json'), JSON.stringify(await holder()))
  await using writer = await log.writer()
  await writer.send(two)
  const locks = (await readdir(join(log.folder, 'events'))).filter(name => name.startsWith('lock-'))
  expect(locks).toEqual(['lock-8.json'])
})

test('a watermark that is gone or unreadable is an error', async () => {
  await using log = await topicLog()
  await (await log.writer())[Symbol.asyncDispose]()
  const file = join(log.folder, 'events', 'watermark.json')
  for (const damage of [
    () => writeFile(file, '{'),
    () => writeFile(file, '{"partitions":[]}'),
    () => rm(file),
  ]) {
    await damage()
    await expect(log.writer()).rejects.toMatchObject({ code: 'topic-unreadable', params: { file } })
  }
})

test('a full disk is an error that says so, and the next writer goes on from what was acknowledged', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer()
    await symlink('/dev/full', join(log.folder, 'events', '0', '00000000000000000000.log'))
    const failed = { code: 'topic-io-failed', params: { full: true, problem: 'the disk is full' } }
    await expect(writer.send(two)).rejects.toMatchObject(failed)
    // The writer does not know what is on disk now, so it writes no more.
    await expect(writer.send(two)).rejects.toMatchObject(failed)
  }
  await using writer = await log.writer()
  await writer.send(two)
  expect((await log.records(0)).map(r => text(r.value))).toEqual(['one', 'two'])
})

test('a reader beside a writer sees whole batches only, and the same bytes each time', async () => {
  await using log = await topicLog()
  await using writer = await log.writer({ partitions: 2, segmentBytes: 20_000 })
  let writing = true
  const written = (async () => {
    for (let batch = 0; batch < 40; batch++) {
      const messages = Array.from({ length: 10 }, (_, i) => ({
        key: 'k',
        value: `${batch} ${i} `.padEnd(300, '.'),
      }))
      await writer.send(
        messages.flatMap(m => [
          { ...m, partition: 0 },
          { ...m, partition: 1 },
        ]),
      )
    }
    writing = false
  })()
  let reads = 0
  while (writing) {
    const { partitions } = await log.source.describe('events')
    const ends = partitions.map(p => Number(p.end))
    expect(ends[0]).toBe(ends[1])
    expect((ends[0] ?? 1) % 10).toBe(0)
    const records = await log.read(partitions.map(p => ({ partition: p.partition, from: p.low, to: p.end })))
    expect(records.map(r => Number(r.offset))).toEqual([...Array(ends[0]).keys(), ...Array(ends[1]).keys()])
    expect(
      records.every(r =>
        text(r.value)?.startsWith(`${Math.floor(Number(r.offset) / 10)} ${Number(r.offset) % 10} `),
      ),
    ).toBe(true)
    reads++
  }
  await written
  expect(reads).toBeGreaterThan(1)
}, 20_000)

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise(resolve => child.once('exit', resolve))
  return child.pid ?? 0
}
