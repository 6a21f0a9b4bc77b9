import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { type GenerateOptions, type GenerateResult, generate } from '../../../src/commands/generate.ts'
import { chunkEvents } from '../../../src/generate/fastcart/chunk.ts'
import { customerBook } from '../../../src/generate/fastcart/customer.ts'
import { markHeader } from '../../../src/generate/fastcart/progress.ts'
import { systemRuntime, type TopicLog, text, topicLog } from '../../support/topic-log.ts'

const topic = 'ecommerce-sales'
const empty = { runtime: systemRuntime }

function run(log: TopicLog, options: Omit<GenerateOptions, 'streamsFolder'>): Promise<GenerateResult> {
  return generate({ streamsFolder: log.folder, ...options }, empty)
}

/** The size and a hash of the bytes of each partition. */
async function bytesOf(log: TopicLog): Promise<readonly string[]> {
  return Promise.all(
    [0, 1, 2].map(async p => {
      const bytes = Buffer.concat(await Promise.all((await log.segments(p, topic)).map(f => readFile(f))))
      return `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`
    }),
  )
}

async function keysAndValues(log: TopicLog): Promise<readonly string[][]> {
  return Promise.all(
    [0, 1, 2].map(async p => (await log.records(p, topic)).map(r => `${text(r.key)} ${text(r.value)}`)),
  )
}

test('the orders that are asked for are there, and the result counts them', async () => {
  await using log = await topicLog()
  const result = await run(log, { orders: 1500, dirty: 10 })
  expect(result).toMatchObject({
    topic,
    partitions: 3,
    seed: 42,
    ordersBefore: 0,
    orders: 1500,
    cancelled: false,
  })
  const { partitions } = await log.source.describe(topic)
  expect(partitions.reduce((sum, p) => sum + Number(p.end), 0)).toBe(result.events)
  expect(Object.values(result.dirty).reduce((a, b) => a + b)).toBeGreaterThan(450)
  const keys = (await keysAndValues(log)).flat().map(line => line.slice(0, 12))
  expect(new Set(keys).size).toBe(1500)
})

test('asking again for what is there writes nothing', async () => {
  await using log = await topicLog()
  await run(log, { orders: 1000 })
  expect(await run(log, { orders: 1000 })).toMatchObject({ ordersBefore: 1000, orders: 1000, events: 0 })
  expect(await run(log, { orders: 10 })).toMatchObject({ orders: 1000, events: 0 })
})

test('2,000 orders and 1,000 more are 3,000 orders, byte for byte', async () => {
  await using once = await topicLog()
  await run(once, { orders: 3000, dirty: 5 })
  await using twice = await topicLog()
  await run(twice, { orders: 2000, dirty: 5 })
  expect(await run(twice, { more: 1000, dirty: 5 })).toMatchObject({ ordersBefore: 2000, orders: 3000 })
  expect(await bytesOf(twice)).toEqual(await bytesOf(once))
}, 20_000)

test('a block that was begun is continued, and holds each order once', async () => {
  await using log = await topicLog()
  for (const more of [1, 1, 700, 800]) await run(log, { more })
  await using whole = await topicLog()
  await run(whole, { orders: 1502 })
  const sorted = (all: readonly string[][]) => all.map(partition => [...partition].sort())
  const hash = (all: readonly string[][]) =>
    sorted(all).map(p => createHash('sha256').update(p.join()).digest('hex'))
  expect(hash(await keysAndValues(log))).toEqual(hash(await keysAndValues(whole)))
}, 20_000)

test('a run that stopped between two partitions is completed exactly', async () => {
  await using whole = await topicLog()
  await run(whole, { orders: 2000, dirty: 20 })
  const world = { seed: 42, start: Date.UTC(2025, 0, 1), customers: customerBook(42) }
  await using log = await topicLog()
  {
    await using writer = await log.writer({ topic, partitions: 3 })
    // Of the first block: all of partition 1, the first ten records of partition 2, nothing of partition 0.
    const first = chunkEvents(world, { from: 0, to: 1000, dirty: 20 }, 3)
    for (const [partition, count] of [
      [1, 10_000],
      [2, 10],
    ] as const) {
      const events = first.filter(e => e.partition === partition).slice(0, count)
      await writer.send(
        events.map(({ key, value, time }, i) => {
          const mark = {
            seed: 42,
            start: world.start,
            dirty: 20,
            from: 0,
            to: 1000,
            inChunk: i + 1,
            count: i + 1,
          }
          return { partition, key, value, timestamp: Math.floor(time / 1000), headers: [markHeader(mark)] }
        }),
      )
    }
  }
  expect(await run(log, { orders: 2000, dirty: 20 })).toMatchObject({ ordersBefore: 1000, orders: 2000 })
  expect(await bytesOf(log)).toEqual(await bytesOf(whole))
}, 20_000)

test('a killed run that is started again gives the same bytes as one that was not', async () => {
  await using whole = await topicLog()
  await run(whole, { orders: 8000, dirty: 5 })
  const expected = await bytesOf(whole)
  for (const sends of [1, 2]) {
    await using log = await topicLog()
    await killedRun(log.folder, sends)
    const before = (await log.source.describe(topic)).partitions.reduce((sum, p) => sum + Number(p.end), 0)
    expect(before).toBeGreaterThan(0)
    const { events } = await run(log, { orders: 8000, dirty: 5 })
    expect(events).toBeGreaterThan(0)
    expect(await bytesOf(log)).toEqual(expected)
  }
}, 60_000)

test('a topic is continued in its own world, and another one is refused', async () => {
  await using log = await topicLog()
  await run(log, { orders: 10, seed: 7, start: '2024-02-28T00:00:00Z' })
  expect(await run(log, { more: 10 })).toMatchObject({ seed: 7, orders: 20 })
  const values = (await keysAndValues(log)).flat()
  expect(values.every(value => value.includes('"timestamp":"2024-0'))).toBe(true)
  await expect(run(log, { more: 1, seed: 8 })).rejects.toMatchObject({
    code: 'generator-mismatch',
    params: { option: '--seed' },
  })
  await expect(run(log, { more: 1, start: '2025-01-01' })).rejects.toMatchObject({
    code: 'generator-mismatch',
  })
})

test('a topic of another writer is refused', async () => {
  await using log = await topicLog()
  {
    await using writer = await log.writer({ topic })
    await writer.send([{ key: 'k', value: 'v' }])
  }
  await expect(run(log, { orders: 1 })).rejects.toMatchObject({ code: 'topic-not-generated' })
})

test('a rate is not exceeded', async () => {
  await using log = await topicLog()
  const began = performance.now()
  const { events } = await run(log, { orders: 60, rate: 400 })
  const seconds = (performance.now() - began) / 1000
  expect(events).toBeGreaterThan(200)
  // The last quarter of a second's worth goes out at its beginning.
  expect(seconds).toBeGreaterThan((events - 100) / 400)
})

test('a paced run stamps the time of the clock, keeps to its duration, and is continued by the next run', async () => {
  await using log = await topicLog()
  await run(log, { orders: 5 })
  const before = Date.now()
  const paced = await run(log, { duration: 0.01, minDelay: 0.02, maxDelay: 0.04, dirty: 10 })
  const after = Date.now()
  expect(after - before).toBeLessThan(5000)
  expect(paced.ordersBefore).toBe(5)
  expect(paced.orders).toBeGreaterThan(8)
  const records = (await Promise.all([0, 1, 2].map(p => log.records(p, topic)))).flat()
  const recent = records.filter(r => r.timestamp >= before)
  expect(recent.length).toBe(paced.events)
  expect(recent.every(r => r.timestamp <= after)).toBe(true)
  const year = new Date(before).getUTCFullYear()
  expect(recent.filter(r => text(r.value)?.includes(`"timestamp":"${year}-`)).length).toBeGreaterThan(
    recent.length / 2,
  )
  const next = await run(log, { more: 10 })
  expect(next).toMatchObject({ ordersBefore: paced.orders, orders: paced.orders + 10 })
})

test('a paced run without delays ends with its duration', async () => {
  await using log = await topicLog()
  const options = { duration: 0.008, minDelay: 0, maxDelay: 0.02, dirty: 100 }
  const { dirty } = await run(log, options)
  expect(Object.values(dirty).reduce((a, b) => a + b)).toBeGreaterThan(0)
  await run(log, { ...options, maxDelay: 0 })
  const records = await Promise.all([0, 1, 2].map(p => log.records(p, topic)))
  const offsets = records.map(partition => partition.map(r => Number(r.offset)))
  expect(offsets).toEqual(records.map(partition => partition.map((_, i) => i)))
})

test('an abort ends a run early, and what was written stays', async () => {
  await using log = await topicLog()
  const stop = new AbortController()
  const deps = { ...empty, progress: () => stop.abort() }
  const result = await generate({ streamsFolder: log.folder, orders: 20_000, signal: stop.signal }, deps)
  expect(result).toMatchObject({ cancelled: true })
  expect(result.events).toBeLessThan(30_000)
  const { partitions } = await log.source.describe(topic)
  expect(partitions.reduce((sum, p) => sum + Number(p.end), 0)).toBe(result.events)
  expect(result.orders).toBeLessThan(20_000)
}, 20_000)

test('messages are printed when asked for', async () => {
  await using log = await topicLog()
  const printed: string[] = []
  const deps = { ...empty, print: (line: string) => printed.push(line) }
  const { events } = await generate(
    { streamsFolder: log.folder, topic: 'other', orders: 20, outputConsole: true },
    deps,
  )
  expect(printed).toHaveLength(events)
  expect(JSON.parse(printed[0] ?? '')).toHaveProperty('order_id')
  expect((await log.source.describe('other')).partitions).toHaveLength(3)
})

test.each<[string, Omit<GenerateOptions, 'streamsFolder'>]>([
  ['--orders', { orders: 1.5 }],
  ['--more', { more: -1 }],
  ['--days', { days: Number.NaN }],
  ['--rate', { rate: 0 }],
  ['--dirty', { dirty: 101 }],
  ['--max-delay', { minDelay: 5, maxDelay: 4 }],
  ['--start', { start: 'yesterday' }],
  ['--orders and --more', { orders: 1, more: 1 }],
])('a bad %s is refused', async (option, options) => {
  await using log = await topicLog()
  await expect(run(log, options)).rejects.toMatchObject({
    code: 'generator-option-invalid',
    params: { option },
  })
})

/** Runs the command in a process of its own, which dies by SIGKILL after so many sends. */
async function killedRun(folder: string, sends: number): Promise<void> {
  const module = pathToFileURL(join(import.meta.dirname, '../../../src/commands/generate.ts')).href
  const script = `
    const { generate } = await import(${JSON.stringify(module)})
    const runtime = { clock: { now: Date.now }, ids: { uuid: () => crypto.randomUUID() } }
    let left = ${sends}
    const progress = () => {
      left--
      if (left === 0) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3)
    }
    await generate({ streamsFolder: ${JSON.stringify(folder)}, orders: 8000, dirty: 5 }, { runtime, progress })`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '../../..'), stdio: 'ignore' })
  const signal = await new Promise(resolve => child.once('exit', (_, name) => resolve(name)))
  expect(signal).toBe('SIGKILL')
}
