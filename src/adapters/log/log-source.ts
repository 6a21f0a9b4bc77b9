import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Ids } from '../../ports/runtime.ts'
import type {
  MessageBatch,
  OffsetRange,
  PartitionBounds,
  SegmentSlice,
  StreamSource,
} from '../../ports/stream-source.ts'
import { partitionExtents } from './extents.ts'
import { cutSlice, type SliceRequest } from './slice.ts'
import { findTopic, partitionFolder, segmentBases, type TopicFolder } from './topic-folder.ts'
import { type PartitionMark, readWatermark } from './watermark.ts'

export interface LogSourceOptions {
  /** Of all topics. */
  readonly folder: string
  /** Where slices that are not a whole segment are written; the process's own. Made when needed. */
  readonly tempRoot: string
  readonly ids: Ids
}

/** The topics of an embedded log, for reading. Any number of processes may read while one writes. */
export function openLogSource({ folder, tempRoot, ids }: LogSourceOptions): StreamSource {
  const root = resolve(folder)
  // Counted as well, so that batches do not share a folder where ids are frozen.
  let batches = 0
  return {
    async describe(name) {
      const { topic, marks } = await openTopic(root, name)
      const partitions = await Promise.all(marks.map((mark, partition) => boundsOf(topic, partition, mark)))
      return { topic: name, streamId: topic.id, partitions }
    },
    async read(name, ranges) {
      const { topic, marks } = await openTopic(root, name)
      const requests = await Promise.all(ranges.map(range => requestsOf(topic, marks, range)))
      batches++
      const copies = join(resolve(tempRoot), `slices-${ids.uuid()}-${batches}`)
      return cutAll(name, requests.flat(), copies)
    },
    async [Symbol.asyncDispose]() {},
  }
}

interface OpenTopic {
  readonly topic: TopicFolder
  readonly marks: readonly PartitionMark[]
}

async function openTopic(root: string, name: string): Promise<OpenTopic> {
  const topic = await findTopic(root, name)
  if (topic === undefined) throw new GildError('topic-not-found', { topic: name, where: `"${root}"` })
  return { topic, marks: await readWatermark(topic) }
}

async function boundsOf(
  topic: TopicFolder,
  partition: number,
  mark: PartitionMark,
): Promise<PartitionBounds> {
  const bases = await segmentBases(partitionFolder(topic, partition))
  const low = Math.min(bases[0] ?? mark.end, mark.end)
  return { partition, low: BigInt(low), end: BigInt(mark.end) }
}

async function requestsOf(
  topic: TopicFolder,
  marks: readonly PartitionMark[],
  { partition, from, to }: OffsetRange,
): Promise<readonly SliceRequest[]> {
  const mark = marks[partition]
  if (mark === undefined) {
    throw new GildError('partition-not-found', {
      topic: topic.topic,
      partition,
      partitions: topic.partitions,
    })
  }
  const { low, end } = await boundsOf(topic, partition, mark)
  if (from < low || to > end || from > to) {
    throw new GildError('offsets-out-of-range', { topic: topic.topic, partition, from, to, low, end })
  }
  const extents = await partitionExtents(partitionFolder(topic, partition), mark)
  return extents
    .filter(extent => extent.base < to && extent.end > from)
    .map(extent => ({
      partition,
      extent,
      from: Math.max(Number(from), extent.base),
      to: Math.min(Number(to), extent.end),
    }))
    .filter(request => request.from < request.to)
}

async function cutAll(
  topic: string,
  requests: readonly SliceRequest[],
  copies: string,
): Promise<MessageBatch> {
  const remove = () => rm(copies, { recursive: true, force: true })
  const cut = await Promise.allSettled(
    requests.map((request, i) => cutSlice(request, join(copies, `${request.partition}-${i}.log`))),
  )
  const failed = cut.find(result => result.status === 'rejected')
  if (failed !== undefined) {
    await remove()
    throw failed.reason
  }
  const slices: readonly SegmentSlice[] = cut.map(r =>
    r.status === 'fulfilled' ? r.value : bug('a slice is missing'),
  )
  return { topic, slices, [Symbol.asyncDispose]: remove }
}
