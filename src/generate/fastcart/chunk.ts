import { partitionOf } from '../../core/stream/murmur2.ts'
import { type DirtyKind, dirtyKind, spoil } from './dirty.ts'
import { eventJson, makeOrder, type Order, type World } from './order.ts'
import { draw } from './random.ts'
import { isoMicros } from './timestamp.ts'

/** Orders `from` up to `to` (exclusive), all of one block: their events are written as one sorted run. */
export interface Chunk {
  readonly from: number
  readonly to: number
  /** Percentage of dirty events. */
  readonly dirty: number
}

/** One message to write. */
export interface ChunkEvent {
  /** When it happened, microseconds since the epoch. */
  readonly time: number
  readonly partition: number
  readonly key: string
  readonly value: string | Uint8Array
  readonly dirty: DirtyKind | undefined
}

/** Orders are written in blocks of so many by number. */
export const blockOrders = 1000

/** The events of a chunk in the order in which they are written: by time, with the late ones at the end. */
export function chunkEvents(
  world: World,
  { from, to, dirty }: Chunk,
  partitions: number,
): readonly ChunkEvent[] {
  const events: Placed[] = []
  for (let number = from; number < to; number++) {
    const order = makeOrder(world, number)
    const partition = partitionOf(Buffer.from(order.id), partitions)
    for (const event of orderEvents(world, order, dirty)) events.push({ ...event, partition, key: order.id })
  }
  // Sorting is stable: what has the same place stays in the order of numbers.
  return events.sort((a, b) => a.place - b.place)
}

/** The messages of one event of an order, and when each is written; more than one only for a duplicate. */
export function stepMessages(
  world: World,
  order: Order,
  { index, dirty }: StepChoice,
): readonly StepMessage[] {
  const step = order.steps[index]
  if (step === undefined) return []
  const { time } = step
  const json = eventJson(order, step, isoMicros(time))
  const numbers = dirty === 0 ? undefined : draw(world.seed, purpose + index, order.number)
  const kind = numbers === undefined ? undefined : dirtyKind(numbers, dirty)
  if (numbers === undefined || kind === undefined)
    return [{ time, place: time, value: json, dirty: undefined }]
  const value = spoil(kind, json, numbers)
  if (kind === 'late') return [{ time, place: time + lateness, value, dirty: kind }]
  if (kind !== 'duplicate') return [{ time, place: time, value, dirty: kind }]
  const again = time + numbers.below(60_000_000)
  return [
    { time, place: time, value, dirty: undefined },
    { time, place: again, value, dirty: kind },
  ]
}

export interface StepChoice {
  /** Which event of the order. */
  readonly index: number
  readonly dirty: number
}

export interface StepMessage {
  readonly time: number
  /** What it is sorted by: its time, but for repeated and late ones. */
  readonly place: number
  readonly value: string | Uint8Array
  readonly dirty: DirtyKind | undefined
}

type Placed = ChunkEvent & StepMessage

const purpose = 16
// More than the life of a block, so that a late event comes after all that are not.
const lateness = 1e15

function orderEvents(world: World, order: Order, dirty: number): readonly StepMessage[] {
  return order.steps.flatMap((_, index) => stepMessages(world, order, { index, dirty }))
}
