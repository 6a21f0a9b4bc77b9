// A process of its own, because libuv's pool keeps the size it starts with.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { openLogSource } from '../../src/adapters/log/log-source.ts'
import { openLogWriter } from '../../src/adapters/log/log-writer.ts'

const records = 20_000
const recordsARead = 1000
const queries = 8
const seconds = 4
const ids = { uuid: randomUUID }
const runtime = { clock: { now: () => Date.now() }, ids }

const folder = await mkdtemp(join(tmpdir(), 'gild-bench-log-'))
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', temp_directory: '' })
try {
  await fill()
  const running = await startQueries()
  const taken = (await readFor(seconds, running.stop)).sort((a, b) => a - b)
  const ends = await running.ended
  // A query that ended before the last read kept no thread busy.
  if (ends.some(({ status }) => status === 'fulfilled')) throw new Error('a query ended by itself')
  const [medianMs, slowestMs] = [taken[Math.floor(taken.length / 2)], taken.at(-1)]
  const peakMb = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ reads: taken.length, medianMs, slowestMs, peakMb }))
} finally {
  instance.closeSync()
  await rm(folder, { recursive: true })
}

async function fill(): Promise<void> {
  await using writer = await openLogWriter({ folder, topic: 'events', partitions: 1, runtime })
  const value = JSON.stringify({ text: 'x'.repeat(300) })
  await writer.send(Array.from({ length: records }, (_, i) => ({ key: String(i), value, partition: 0 })))
}

async function startQueries() {
  const connections = await Promise.all(Array.from({ length: queries }, () => instance.connect()))
  // Endless for our purpose, and of a state of a few rows: the smaller side is the one that is kept.
  const sql = 'select sum(sqrt(a.i) * sqrt(b.i)) from range(100000000000) a(i), range(1000) b(i)'
  const results = connections.map(connection => connection.run(sql))
  // Again and again: an interrupt does nothing to a query that still waits for a thread of the pool.
  const stop = () => setInterval(() => connections.map(connection => connection.interrupt()), 50).unref()
  await new Promise(resolve => setTimeout(resolve, 500))
  return { stop, ended: Promise.allSettled(results) }
}

async function readFor(duration: number, stopQueries: () => void): Promise<number[]> {
  await using source = openLogSource({ folder, tempRoot: folder, ids })
  const taken: number[] = []
  const end = performance.now() + duration * 1000
  // Without threads to spare the first read waits until the queries end.
  setTimeout(stopQueries, duration * 1000)
  while (performance.now() < end) {
    const start = performance.now()
    const { partitions } = await source.describe('events')
    const to = partitions[0]?.end ?? 0n
    await using batch = await source.read('events', [{ partition: 0, from: to - BigInt(recordsARead), to }])
    if (batch.slices.length === 0) throw new Error('nothing was read')
    taken.push(performance.now() - start)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return taken
}
