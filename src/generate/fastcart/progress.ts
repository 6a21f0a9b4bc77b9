import type { MessageHeader, TopicRecord } from '../../ports/topic-writer.ts'

/** What the header of each record says: which world it is from, and how far its partition has come. */
export interface RecordMark {
  readonly seed: number
  /** Milliseconds since the epoch. */
  readonly start: number
  readonly dirty: number
  /** Orders of the chunk that the record belongs to. */
  readonly from: number
  readonly to: number
  /** Records of the chunk in this partition, this one included; undefined in a paced run, which has no chunks. */
  readonly inChunk: number | undefined
  /** Records of the producer in this partition, dirty ones and this one included. */
  readonly count: number
}

/** How far one partition has come. */
export interface PartitionProgress {
  /** The chunk it is in: all before are complete. */
  readonly from: number
  readonly to: number
  /** Records of that chunk that are there. */
  readonly inChunk: number
  readonly count: number
  readonly dirty: number
}

/** The header's key. */
export const progressHeader = 'fastcart'

/** `seed;start;dirty;from;to;in chunk;count`, the field before the last empty in a paced run. */
export function markHeader(mark: RecordMark): MessageHeader {
  const { seed, start, dirty, from, to, inChunk, count } = mark
  const text = `${seed};${start};${dirty};${from};${to};${inChunk ?? ''};${count}`
  return { key: progressHeader, value: Buffer.from(text, 'latin1') }
}

/** What the record says; undefined when this producer did not write it. */
export function markOf(record: TopicRecord): RecordMark | undefined {
  const value = record.headers.find(header => header.key === progressHeader)?.value
  const fields = value === undefined ? [] : Buffer.from(value).toString('latin1').split(';')
  const [seed, start, dirty, from, to, inChunk, count] = fields.map(field =>
    field === '' ? undefined : Number(field),
  )
  if (seed === undefined || start === undefined || dirty === undefined) return undefined
  if (from === undefined || to === undefined || count === undefined) return undefined
  return { seed, start, dirty, from, to, inChunk, count }
}

/**
 * Where each partition goes on. A paced run starts only when all chunks are complete, so whatever it has reached is
 * complete for every partition.
 */
export function progressOf(marks: readonly (RecordMark | undefined)[]): readonly PartitionProgress[] {
  const paced = Math.max(0, ...marks.map(mark => (mark?.inChunk === undefined ? (mark?.to ?? 0) : 0)))
  return marks.map(mark => {
    const count = mark?.count ?? 0
    const inChunk = mark?.inChunk
    if (mark === undefined || inChunk === undefined || mark.from < paced) {
      return { from: paced, to: paced, inChunk: 0, count, dirty: mark?.dirty ?? 0 }
    }
    return { from: mark.from, to: mark.to, inChunk, count, dirty: mark.dirty }
  })
}

export interface PlannedChunk {
  readonly from: number
  readonly to: number
  readonly dirty: number
  /** By partition: how many of the chunk's records are there already. */
  readonly skip: readonly number[]
}

export interface PlanOptions {
  readonly progress: readonly PartitionProgress[]
  /** Orders that shall exist. */
  readonly target: number
  /** Of new chunks; one that was begun keeps its own. */
  readonly dirty: number
  readonly blockOrders: number
}

/** The orders that exist, those of a chunk that was begun included. */
export function ordersBegun(progress: readonly PartitionProgress[]): number {
  return Math.max(...progress.map(p => p.to))
}

/** The chunks that something is missing of, in order: first what a killed run left open, then the new ones. */
export function* plannedChunks({
  progress,
  target,
  dirty,
  blockOrders,
}: PlanOptions): Generator<PlannedChunk> {
  const begun = ordersBegun(progress)
  const end = Math.max(begun, target)
  const bounds = [...progress.flatMap(p => [p.from, p.to]), end]
  let from = Math.min(...progress.map(p => p.from))
  while (from < end) {
    const start = from
    const to = Math.min((Math.floor(start / blockOrders) + 1) * blockOrders, ...bounds.filter(b => b > start))
    const skip = progress.map(p => alreadyThere(p, start))
    yield { from, to, dirty: to <= begun ? dirtyOf(progress, start) : dirty, skip }
    from = to
  }
}

function alreadyThere(p: PartitionProgress, from: number): number {
  if (p.from > from || p.to <= from) return p.from > from ? Number.POSITIVE_INFINITY : 0
  return p.from === from ? p.inChunk : 0
}

// A chunk between two that are known was written by the run that came furthest.
function dirtyOf(progress: readonly PartitionProgress[], from: number): number {
  const known = progress.find(p => p.from === from && p.to > from)
  return (known ?? progress.reduce((a, b) => (b.to > a.to ? b : a))).dirty
}
