import { join } from 'node:path'
import * as z from 'zod'
import { GildError } from '../../errors/gild-error.ts'
import { readIfThere, replaceFile } from './durable-file.ts'

/**
 * How far a partition is acknowledged. Offsets are numbers in here: a log on one disk stays far below 2^53 records.
 */
export interface PartitionMark {
  /** One past the last acknowledged record. */
  readonly end: number
  /** Base offset of the segment that is appended to; all before it are sealed. It may not exist while `bytes` is 0. */
  readonly segment: number
  /** Acknowledged bytes of that segment. */
  readonly bytes: number
}

const count = z.int().min(0)
const watermarkFile = z.object({
  partitions: z.array(z.object({ end: count, segment: count, bytes: count })),
})

/** What the marks of a topic need to know of it. */
interface MarkedTopic {
  readonly topic: string
  /** Absolute path of its folder. */
  readonly path: string
  readonly partitions: number
}

/** The marks of all partitions, by number. Throws `topic-unreadable`. */
export async function readWatermark(topic: MarkedTopic): Promise<readonly PartitionMark[]> {
  const file = watermarkPath(topic)
  const text = (await readIfThere(file))?.toString()
  const marks = parse(text)
  if (marks?.length === topic.partitions) return marks
  const problem = text === undefined ? 'there is no watermark' : 'the watermark does not fit the topic'
  throw new GildError('topic-unreadable', { topic: topic.topic, file, problem })
}

/** One atomic step for all partitions: readers see a batch as a whole or not at all. */
export async function writeWatermark(topic: MarkedTopic, marks: readonly PartitionMark[]): Promise<void> {
  await replaceFile(watermarkPath(topic), format(marks))
}

/** The file of a topic that has no records. */
export function emptyWatermark(partitions: number): string {
  return format(Array.from({ length: partitions }, () => ({ end: 0, segment: 0, bytes: 0 })))
}

function watermarkPath(topic: MarkedTopic): string {
  return join(topic.path, 'watermark.json')
}

function format(marks: readonly PartitionMark[]): string {
  return `${JSON.stringify({ partitions: marks })}\n`
}

function parse(text: string | undefined): readonly PartitionMark[] | undefined {
  try {
    return watermarkFile.safeParse(JSON.parse(text ?? '')).data?.partitions
  } catch {
    return undefined
  }
}
