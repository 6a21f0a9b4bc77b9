import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLogSource } from '../../src/adapters/log/log-source.ts'
import { openLogWriter } from '../../src/adapters/log/log-writer.ts'
import { parseRecordLine } from '../../src/core/stream/record-line.ts'
import type { OffsetRange, SegmentSlice, StreamSource } from '../../src/ports/stream-source.ts'
import type { TopicRecord, TopicWriter } from '../../src/ports/topic-writer.ts'

export const systemRuntime = { clock: { now: () => Date.now() }, ids: { uuid: () => randomUUID() } }

/** A folder of topics that is removed at the end of the test. */
export interface TopicLog extends AsyncDisposable {
  readonly folder: string
  readonly temp: string
  writer(options?: { topic?: string; partitions?: number; segmentBytes?: number }): Promise<TopicWriter>
  readonly source: StreamSource
  /** All records that a reader sees of a partition. */
  records(partition: number, topic?: string): Promise<readonly TopicRecord[]>
  /** The records of the ranges, through the files of a batch. */
  read(ranges: readonly OffsetRange[], topic?: string): Promise<readonly TopicRecord[]>
  /** A partition's segment files, ascending. */
  segments(partition: number, topic?: string): Promise<readonly string[]>
}

export async function topicLog(): Promise<TopicLog> {
  const root = await mkdtemp(join(tmpdir(), 'gild-test-log-'))
  const folder = join(root, 'topics')
  const temp = join(root, 'temp')
  const source = openLogSource({ folder, tempRoot: temp, ids: systemRuntime.ids })

  async function read(ranges: readonly OffsetRange[], topic = 'events'): Promise<readonly TopicRecord[]> {
    await using batch = await source.read(topic, ranges)
    return (await Promise.all(batch.slices.map(sliceRecords))).flat()
  }

  return {
    folder,
    temp,
    source,
    read,
    writer: ({ topic = 'events', partitions = 1, segmentBytes } = {}) =>
      openLogWriter({ folder, topic, partitions, runtime: systemRuntime, segmentBytes }),
    async records(partition, topic = 'events') {
      const bounds = (await source.describe(topic)).partitions[partition]
      return bounds === undefined ? [] : read([{ partition, from: bounds.low, to: bounds.end }], topic)
    },
    async segments(partition, topic = 'events') {
      const path = join(folder, topic, String(partition))
      const names = await readdir(path)
      return names
        .filter(name => name.endsWith('.log'))
        .sort()
        .map(name => join(path, name))
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

/** The records in the file of a slice. */
export async function sliceRecords(slice: SegmentSlice): Promise<readonly TopicRecord[]> {
  const bytes = await readFile(slice.file)
  const records: TopicRecord[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start)
    const record = parseRecordLine(bytes.subarray(start, end))
    if (record === undefined) throw new Error(`no record at byte ${start} of ${slice.file}`)
    records.push(record)
    start = end + 1
  }
  return records
}

/** A value as text. */
export function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString()
}
