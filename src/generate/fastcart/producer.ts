import { GildError } from '../../errors/gild-error.ts'
import type { OutgoingMessage, TopicWriter } from '../../ports/topic-writer.ts'
import { blockOrders, type ChunkEvent, chunkEvents } from './chunk.ts'
import { customerBook } from './customer.ts'
import type { DirtyKind } from './dirty.ts'
import type { World } from './order.ts'
import {
  markHeader,
  markOf,
  ordersBegun,
  type PartitionProgress,
  plannedChunks,
  progressOf,
  type RecordMark,
} from './progress.ts'

/** What a topic holds already, and the world it is continued in. */
export interface OpenWorld {
  readonly world: World
  /** Orders that exist. */
  readonly orders: number
  readonly progress: readonly PartitionProgress[]
}

export interface WorldOptions {
  /** Undefined takes the topic's own, and in an empty topic 42. */
  readonly seed: number | undefined
  /** Milliseconds since the epoch; undefined takes the topic's own, and in an empty topic 2025-01-01. */
  readonly start: number | undefined
}

const defaultSeed = 42
const defaultStart = Date.UTC(2025, 0, 1)

/** Reads how far a topic is. Throws `topic-not-generated`, and `generator-mismatch` for another seed or start. */
export async function openWorld(writer: TopicWriter, options: WorldOptions): Promise<OpenWorld> {
  const marks = await lastMarks(writer)
  const known = marks.find(mark => mark !== undefined)
  const { topic } = writer
  const seed =
    sameAs(topic, { option: '--seed', was: known?.seed, given: options.seed, show: String }) ?? defaultSeed
  const show = (start: number) => new Date(start).toISOString()
  const start =
    sameAs(topic, { option: '--start', was: known?.start, given: options.start, show }) ?? defaultStart
  const progress = progressOf(marks)
  return { world: { seed, start, customers: customerBook(seed) }, orders: ordersBegun(progress), progress }
}

/** How many orders a topic has, those that are not complete included. */
export async function ordersIn(writer: TopicWriter): Promise<number> {
  return ordersBegun(progressOf(await lastMarks(writer)))
}

export interface ProduceOptions {
  /** Orders that shall exist when it is done. */
  readonly target: number
  /** Percentage of dirty events among new orders. */
  readonly dirty: number
  /** Events a second at most; undefined as fast as it goes. */
  readonly rate: number | undefined
  readonly signal: AbortSignal | undefined
  /** Called for messages that are durable. */
  readonly sent: (events: readonly ChunkEvent[]) => void
  /** Waits that many milliseconds, less when aborted. */
  readonly sleep: (ms: number) => Promise<void>
  readonly now: () => number
}

/** Counts of what one run wrote. */
export interface Produced {
  readonly events: number
  readonly dirty: Readonly<Partial<Record<DirtyKind, number>>>
}

// About 8,000 events a step: few enough to stay young for the garbage collector, many enough for an fsync.
const chunksPerSend = 2

/** Writes what is missing until `target` orders exist, in order; what was begun by an earlier run is completed first. */
export async function produce(
  writer: TopicWriter,
  open: OpenWorld,
  options: ProduceOptions,
): Promise<Produced> {
  const tally = { events: 0, dirty: {} as Partial<Record<DirtyKind, number>> }
  const began = options.now()
  let sending: Promise<void> = Promise.resolve()
  for (const batch of batches(writer, open, options)) {
    await sending
    if (options.signal?.aborted) break
    // The next batch is made while this one is written.
    sending = send(batch)
    sending.catch(() => undefined)
    if (options.rate !== undefined) await sending
  }
  await sending
  return tally

  async function send(batch: Batch): Promise<void> {
    if (options.rate !== undefined) {
      const due = began + (tally.events / options.rate) * 1000
      await options.sleep(Math.max(0, due - options.now()))
    }
    await writer.send(batch.messages)
    for (const { dirty } of batch.events)
      if (dirty !== undefined) tally.dirty[dirty] = (tally.dirty[dirty] ?? 0) + 1
    tally.events += batch.events.length
    options.sent(batch.events)
  }
}

interface Batch {
  readonly messages: readonly OutgoingMessage[]
  readonly events: readonly ChunkEvent[]
}

function* batches(writer: TopicWriter, open: OpenWorld, options: ProduceOptions): Generator<Batch> {
  // A quarter of a second's worth, so that a low rate flows instead of coming in bursts.
  const limit =
    options.rate === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(options.rate / 4))
  let held: Batch = { messages: [], events: [] }
  let chunks = 0
  for (const chunk of missing(writer, open, options)) {
    held = { messages: held.messages.concat(chunk.messages), events: held.events.concat(chunk.events) }
    chunks++
    if (chunks % chunksPerSend !== 0 && held.events.length < limit) continue
    yield* pieces(held, limit)
    held = { messages: [], events: [] }
  }
  yield* pieces(held, limit)
}

function* pieces({ messages, events }: Batch, limit: number): Generator<Batch> {
  const size = Math.min(limit, events.length)
  for (let at = 0; at < events.length; at += size) {
    yield { messages: messages.slice(at, at + size), events: events.slice(at, at + size) }
  }
}

/** Chunk by chunk, what is not in the topic yet. */
function* missing(
  writer: TopicWriter,
  { world, progress }: OpenWorld,
  options: ProduceOptions,
): Generator<Batch> {
  const { target, dirty } = options
  const counts = progress.map(p => p.count)
  for (const chunk of plannedChunks({ progress, target, dirty, blockOrders })) {
    const inChunk = progress.map(() => 0)
    const messages: OutgoingMessage[] = []
    const events: ChunkEvent[] = []
    for (const event of chunkEvents(world, chunk, writer.partitions)) {
      const position = countUp(inChunk, event.partition)
      if (position <= (chunk.skip[event.partition] ?? 0)) continue
      const count = countUp(counts, event.partition)
      const { from, to, dirty } = chunk
      messages.push(
        message(event, { seed: world.seed, start: world.start, dirty, from, to, inChunk: position, count }),
      )
      events.push(event)
    }
    yield { messages, events }
  }
}

function countUp(counts: number[], at: number): number {
  const count = (counts[at] ?? 0) + 1
  counts[at] = count
  return count
}

function message(event: ChunkEvent, mark: RecordMark): OutgoingMessage {
  const { key, partition, value } = event
  return { key, partition, value, timestamp: Math.floor(event.time / 1000), headers: [markHeader(mark)] }
}

async function lastMarks(writer: TopicWriter): Promise<readonly (RecordMark | undefined)[]> {
  const marks: (RecordMark | undefined)[] = []
  for (let p = 0; p < writer.partitions; p++) marks.push(await lastMark(writer, p))
  return marks
}

async function lastMark(writer: TopicWriter, partition: number): Promise<RecordMark | undefined> {
  const record = await writer.last(partition)
  if (record === undefined) return undefined
  const mark = markOf(record)
  if (mark !== undefined) return mark
  throw new GildError('topic-not-generated', { topic: writer.topic, partition, generator: 'fastcart' })
}

interface Choice {
  readonly option: string
  readonly was: number | undefined
  readonly given: number | undefined
  readonly show: (value: number) => string
}

function sameAs(topic: string, { option, was, given, show }: Choice): number | undefined {
  if (was !== undefined && given !== undefined && was !== given) {
    throw new GildError('generator-mismatch', { topic, option, was: show(was), given: show(given) })
  }
  return given ?? was
}
