import { partitionOf } from '../../core/stream/murmur2.ts'
import type { OutgoingMessage, TopicWriter } from '../../ports/topic-writer.ts'
import { type ChunkEvent, stepEvents } from './chunk.ts'
import type { DirtyKind } from './dirty.ts'
import { makeOrder, type Order, type World } from './order.ts'
import type { OpenWorld, Produced, ProduceOptions } from './producer.ts'
import { markHeader } from './progress.ts'
import { draw } from './random.ts'

export interface PaceOptions extends Pick<ProduceOptions, 'dirty' | 'signal' | 'sent' | 'sleep' | 'now'> {
  /** How long new events come, milliseconds. */
  readonly duration: number
  /** Between two orders, and between two events of one order, milliseconds. */
  readonly minDelay: number
  readonly maxDelay: number
}

/**
 * New orders by the wall clock, each event stamped with the time at which it is due. Orders that are open when the
 * time is up stay open.
 */
export async function pace(
  writer: TopicWriter,
  { world, orders, progress }: OpenWorld,
  options: PaceOptions,
): Promise<Produced> {
  const tally: Tally = { events: 0, dirty: {} }
  const counts = progress.map(p => p.count)
  const ends = options.now() + options.duration
  const delays = draw(world.seed, purpose, orders)
  const delay = () => options.minDelay + delays.next() * (options.maxDelay - options.minDelay)
  // Where delays are shorter than it takes to write, the clock sets the pace.
  const after = (due: Due) => dueAt(Math.max(due.stamp + delay(), options.now()))
  let number = orders
  let waiting: Due[] = [{ ...dueAt(options.now()), order: makeOrder(world, number), index: 0 }]
  for (;;) {
    const due = waiting.reduce((a, b) => (b.at < a.at ? b : a))
    if (due.at > ends) break
    await options.sleep(Math.max(0, due.at - options.now()))
    if (options.signal?.aborted) break
    waiting = waiting.filter(other => other !== due)
    const events = stampedEvents({ world, dirty: options.dirty, partitions: writer.partitions }, due)
    const isNew = due.at === due.stamp
    if (isNew && events[0]?.dirty === 'late') waiting.push({ ...due, at: due.at + 2 * options.maxDelay + 1 })
    else await sendEvents({ writer, world, counts, tally, options }, due, events)
    if (!isNew) continue
    if (due.index + 1 < due.order.steps.length) {
      waiting.push({ ...after(due), order: due.order, index: due.index + 1 })
    }
    if (due.index > 0) continue
    number++
    waiting.push({ ...after(due), order: makeOrder(world, number), index: 0 })
  }
  return tally
}

interface Tally {
  events: number
  readonly dirty: Partial<Record<DirtyKind, number>>
}

interface Due extends Moment {
  readonly order: Order
  readonly index: number
}

interface Moment {
  /** When it is sent, milliseconds since the epoch. */
  readonly at: number
  /** When it happened: earlier only for late events. */
  readonly stamp: number
}

interface Pacing {
  readonly writer: TopicWriter
  readonly world: World
  readonly counts: number[]
  readonly tally: Tally
  readonly options: PaceOptions
}

const purpose = 2

function dueAt(at: number): Moment {
  return { at, stamp: at }
}

interface Stamping {
  readonly world: World
  readonly dirty: number
  readonly partitions: number
}

function stampedEvents(
  { world, dirty, partitions }: Stamping,
  { stamp, order, index }: Due,
): readonly ChunkEvent[] {
  const time = Math.floor(stamp * 1000)
  const steps = order.steps.map((step, i) => (i === index ? { ...step, time } : step))
  const partition = partitionOf(Buffer.from(order.id), partitions)
  return stepEvents(world, { ...order, steps }, { index, dirty, partition })
}

async function sendEvents(
  { writer, world, counts, tally, options }: Pacing,
  { stamp, order }: Due,
  events: readonly ChunkEvent[],
): Promise<void> {
  const messages = events.map(({ key, partition, value }): OutgoingMessage => {
    const count = (counts[partition] ?? 0) + 1
    counts[partition] = count
    const range = { from: order.number, to: order.number + 1, inChunk: undefined, count }
    const header = markHeader({ seed: world.seed, start: world.start, dirty: options.dirty, ...range })
    return { key, partition, value, timestamp: Math.floor(stamp), headers: [header] }
  })
  await writer.send(messages)
  for (const { dirty } of events) if (dirty !== undefined) tally.dirty[dirty] = (tally.dirty[dirty] ?? 0) + 1
  tally.events += events.length
  options.sent(events)
}
