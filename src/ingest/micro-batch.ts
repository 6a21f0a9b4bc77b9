import { GildError } from '../errors/gild-error.ts'
import type { OffsetRange, PartitionBounds, StreamSource, TopicDescription } from '../ports/stream-source.ts'
import type { CursorMove } from '../ports/warehouse.ts'
import { streamCursorId, streamIdOfCursor } from './stream-cursor.ts'

/** One bounded range of offsets of a stream source, and the cursors that reading it moves. */
export interface MicroBatch {
  readonly topic: string
  /** Partitions with nothing new are left out. */
  readonly ranges: readonly OffsetRange[]
  readonly moves: readonly CursorMove[]
}

export interface MicroBatchOptions {
  readonly source: StreamSource
  readonly topic: string
  /** For messages. */
  readonly node: string
  /** How far the table has read. */
  readonly cursors: ReadonlyMap<string, bigint>
  /** Reads from the first record on whatever was read before: a full refresh. The cursors move all the same. */
  readonly everything: boolean
}

/**
 * What is new in a topic since the cursors, up to its end now. Throws `topic-not-found`, `stream-replaced` (the topic
 * was created anew), `stream-data-loss` (retention removed records that were not read) and `stream-went-back`.
 */
export async function planMicroBatch(options: MicroBatchOptions): Promise<MicroBatch> {
  const description = await options.source.describe(options.topic)
  checkIdentity(description, options)
  const moves: CursorMove[] = []
  const ranges: OffsetRange[] = []
  for (const bounds of description.partitions) {
    const id = streamCursorId(description.streamId, options.topic, bounds.partition)
    const passed = options.cursors.get(id)
    const next = startOf(bounds, passed, options)
    if (next < bounds.end) moves.push({ id, from: passed, to: bounds.end - 1n })
    const from = options.everything ? bounds.low : next
    if (from < bounds.end) ranges.push({ partition: bounds.partition, from, to: bounds.end })
  }
  return { topic: options.topic, ranges, moves }
}

function checkIdentity({ streamId }: TopicDescription, { cursors, topic, node }: MicroBatchOptions): void {
  for (const id of cursors.keys()) {
    const readBefore = streamIdOfCursor(id, topic)
    if (readBefore === undefined || readBefore === streamId) continue
    throw new GildError('stream-replaced', { node, topic, was: readBefore, is: streamId })
  }
}

function startOf(
  { partition, low, end }: PartitionBounds,
  passed: bigint | undefined,
  { topic, node, everything }: MicroBatchOptions,
): bigint {
  if (passed === undefined) return low
  const next = passed + 1n
  if (next < low && !everything)
    throw new GildError('stream-data-loss', { node, topic, partition, next, low })
  if (next > end) throw new GildError('stream-went-back', { node, topic, partition, next, end })
  return next
}
