import { partitionOf } from '../../core/stream/murmur2.ts'
import type { OutgoingMessage, TopicWriter } from '../../ports/topic-writer.ts'
import { stepEvents } from './chunk.ts'
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
  let number = orders
  let waiting: Due[] = [{ at: options.now(), order: makeOrder(world, number), index: 0 }]
  for (;;) {
    const due = waiting.reduce((a, b) => (b.at < a.at ? b : a))
    if (due.at > ends) break
    await options.sleep(Math.max(0, due.at - options.now()))
    if (options.signal?.aborted) break
    await sendStep({ writer, world, counts, tally, options }, due)
    waiting = waiting.filter(other => other !== due)
    if (due.index + 1 < due.order.steps.length)
      waiting.push({ ...due, at: due.at + delay(), index: due.index + 1 })
    if (due.index > 0) continue
    number++
    waiting.push({ at: due.at + delay(), order: makeOrder(world, number), index: 0 })
  }
  return tally
}

interface Tally {
  events: number
  readonly dirty: Partial<Record<DirtyKind, number>>
}

interface Due {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly order: Order
  readonly index: number
}

interface Pacing {
  readonly writer: TopicWriter
  readonly world: World
  readonly counts: number[]
  readonly tally: Tally
  readonly options: PaceOptions
}

const purpose = 2

async function sendStep(
  { writer, world, counts, tally, options }: Pacing,
  { at, order, index }: Due,
): Promise<void> {
  const stamped = stampedAt(order, index, Math.floor(at * 1000))
  const partition = partitionOf(Buffer.from(order.id), writer.partitions)
  const events = stepEvents(world, stamped, { index, dirty: options.dirty, partition })
  const messages = events.map((event): OutgoingMessage => {
    const count = (counts[partition] ?? 0) + 1
    counts[partition] = count
    const range = { from: order.number, to: order.number + 1, inChunk: undefined, count }
    const header = markHeader({ seed: world.seed, start: world.start, dirty: options.dirty, ...range })
    return { key: order.id, partition, value: event.value, timestamp: Math.floor(at), headers: [header] }
  })
  await writer.send(messages)
  for (const { dirty } of events) if (dirty !== undefined) tally.dirty[dirty] = (tally.dirty[dirty] ?? 0) + 1
  tally.events += events.length
  options.sent(events)
}

function stampedAt(order: Order, index: number, time: number): Order {
  return { ...order, steps: order.steps.map((step, i) => (i === index ? { ...step, time } : step)) }
}
