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
  readonly partition: number
  readonly key: string
  /** When it happened, microseconds since the epoch. */
  readonly time: number
  /** What it is sorted by: its time, but for repeated and late ones. */
  readonly place: number
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
  const events: ChunkEvent[] = []
  for (let number = from; number < to; number++) {
    const order = makeOrder(world, number)
    const partition = partitionOf(Buffer.from(order.id), partitions)
    for (let index = 0; index < order.steps.length; index++) {
      events.push(...stepEvents(world, order, { index, dirty, partition }))
    }
  }
  // Sorting is stable: what has the same place stays in the order of numbers.
  return events.sort((a, b) => a.place - b.place)
}

export interface StepChoice {
  /** Which event of the order. */
  readonly index: number
  readonly dirty: number
  readonly partition: number
}

/** The messages of one event of an order; more than one only for a duplicate. */
export function stepEvents(
  world: World,
  order: Order,
  { index, dirty, partition }: StepChoice,
): readonly ChunkEvent[] {
  const step = order.steps[index]
  if (step === undefined) return []
  const { time } = step
  const key = order.id
  const json = eventJson(order, step, isoMicros(time))
  if (dirty === 0) return [{ partition, key, time, place: time, value: json, dirty: undefined }]
  const numbers = draw(world.seed, purpose + index, order.number)
  const kind = dirtyKind(numbers, dirty)
  const clean: ChunkEvent = { partition, key, time, place: time, value: json, dirty: undefined }
  if (kind === undefined) return [clean]
  if (kind === 'late') return [{ ...clean, place: time + lateness, dirty: kind }]
  if (kind === 'duplicate') return [clean, { ...clean, place: time + numbers.below(60_000_000), dirty: kind }]
  return [{ ...clean, value: spoil(kind, json, numbers), dirty: kind }]
}

const purpose = 16
// More than the life of a block, so that a late event comes after all that are not.
const lateness = 1e15
