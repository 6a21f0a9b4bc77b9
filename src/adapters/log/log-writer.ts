import { mkdir, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { partitionOf } from '../../core/stream/murmur2.ts'
import { parseRecordLine } from '../../core/stream/record-line.ts'
import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Runtime } from '../../ports/runtime.ts'
import type { OutgoingMessage, TopicRecord, TopicWriter } from '../../ports/topic-writer.ts'
import { blockBuilder, type EncodedBlock } from './block-builder.ts'
import { readBlock, segmentBlocks } from './block-index.ts'
import { onDisk } from './durable-file.ts'
import { partitionExtents } from './extents.ts'
import { lockTopic } from './lock.ts'
import { openAppender, type PartitionAppender } from './partition-appender.ts'
import { createTopic, findTopic, partitionFolder, type TopicFolder } from './topic-folder.ts'
import { type PartitionMark, readWatermark, writeWatermark } from './watermark.ts'

export interface LogWriterOptions {
  /** Of all topics; created when missing. */
  readonly folder: string
  readonly topic: string
  /** Of a new topic; one that exists keeps its own. */
  readonly partitions: number
  readonly runtime: Pick<Runtime, 'clock' | 'ids'>
  /** Size that a segment does not exceed, unless one record does. Default 64 MB. */
  readonly segmentBytes?: number | undefined
}

/**
 * Opens a topic of the embedded log for writing, creates it when there is none, and cuts what a killed writer left
 * behind the watermark. Throws `topic-locked` while another process, or another writer of this one, has it open.
 */
export async function openLogWriter(options: LogWriterOptions): Promise<TopicWriter> {
  const { folder, topic: name, partitions, runtime, segmentBytes = defaultSegmentBytes } = options
  const root = resolve(folder)
  await onDisk('create', root, () => mkdir(root, { recursive: true }))
  const topic =
    (await findTopic(root, name)) ??
    (await createTopic({ folder: root, topic: name, partitions, ids: runtime.ids }))
  const lock = await lockTopic(topic, runtime.ids)
  try {
    const marks = await readWatermark(topic)
    const appenders = await Promise.all(
      marks.map((mark, partition) => openAppender(partitionFolder(topic, partition), mark, segmentBytes)),
    )
    return writer({ topic, marks, appenders, lock, clock: runtime.clock })
  } catch (error) {
    await lock[Symbol.asyncDispose]()
    throw error
  }
}

interface OpenTopic {
  readonly topic: TopicFolder
  readonly marks: readonly PartitionMark[]
  readonly appenders: readonly PartitionAppender[]
  readonly lock: AsyncDisposable
  readonly clock: Runtime['clock']
}

// A segment that a closing writer leaves at this size or above is sealed, so that readers get the file itself; a
// smaller one is continued by the next writer, or short runs would leave a file each.
const sealFrom = 1024 * 1024
const defaultSegmentBytes = 64 * 1024 * 1024

function writer({ topic, marks: opened, appenders, lock, clock }: OpenTopic): TopicWriter {
  let marks = opened
  let failure: unknown
  let unkeyed = 0
  let queue: Promise<void> = Promise.resolve()

  function place(message: OutgoingMessage): number {
    if (message.partition !== undefined) return checkPartition(topic, message.partition)
    if (message.key === undefined) return unkeyed++ % topic.partitions
    const { key } = message
    return partitionOf(typeof key === 'string' ? Buffer.from(key) : key, topic.partitions)
  }

  async function append(messages: readonly OutgoingMessage[]): Promise<void> {
    if (failure !== undefined) throw failure
    const builders = marks.map(mark => blockBuilder(topic.topic, mark.end))
    for (const message of messages) {
      const builder = builders[place(message)] ?? bug('a message was placed outside the topic')
      builder.add(message, message.timestamp ?? clock.now())
    }
    try {
      marks = await commit(builders.map(builder => builder.finish()))
    } catch (error) {
      // What is on disk behind the watermark is unknown now; opening the topic again cuts it.
      failure = error
      throw error
    }
  }

  async function commit(batches: readonly (readonly EncodedBlock[])[]): Promise<readonly PartitionMark[]> {
    const written = await Promise.allSettled(
      appenders.map((appender, p) =>
        appender.append(marks[p] ?? bug('a partition has no mark'), batches[p] ?? []),
      ),
    )
    const next = written.map(result => {
      if (result.status === 'rejected') throw result.reason
      return result.value
    })
    await writeWatermark(topic, next)
    return next
  }

  async function seal(): Promise<void> {
    const sealed = marks.map(mark =>
      mark.bytes < sealFrom ? mark : { end: mark.end, segment: mark.end, bytes: 0 },
    )
    const changed = sealed.some((mark, p) => mark !== marks[p])
    if (failure === undefined && changed) await writeWatermark(topic, sealed)
  }

  return {
    topic: topic.topic,
    partitions: topic.partitions,
    last: async partition =>
      lastRecord(partitionFolder(topic, checkPartition(topic, partition)), marks[partition]),
    send(messages) {
      const sent = queue.then(() => append(messages))
      queue = sent.catch(() => undefined)
      return sent
    },
    async [Symbol.asyncDispose]() {
      await queue
      try {
        await seal()
      } finally {
        for (const appender of appenders) await appender[Symbol.asyncDispose]()
        await lock[Symbol.asyncDispose]()
      }
    },
  }
}

function checkPartition(topic: TopicFolder, partition: number): number {
  if (Number.isInteger(partition) && partition >= 0 && partition < topic.partitions) return partition
  throw new GildError('partition-not-found', { topic: topic.topic, partition, partitions: topic.partitions })
}

async function lastRecord(folder: string, mark: PartitionMark | undefined): Promise<TopicRecord | undefined> {
  const extent = mark === undefined ? undefined : (await partitionExtents(folder, mark)).at(-1)
  if (extent === undefined) return undefined
  const block = (await segmentBlocks(extent)).at(-1) ?? bug(`"${extent.file}" has an extent and no block`)
  const handle = await onDisk('open', extent.file, () => open(extent.file, 'r'))
  try {
    const bytes = await readBlock(handle, extent.file, block)
    const line = bytes.subarray(bytes.lastIndexOf(0x0a, -2) + 1, -1)
    return parseRecordLine(line) ?? bug(`the last line of "${extent.file}" is not a record`)
  } finally {
    await handle.close()
  }
}
