import { readdirSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { GildError } from '../../errors/gild-error.ts'
import type { Ids } from '../../ports/runtime.ts'
import { isErrno, onDisk, readIfThere, syncFolder, writeSynced } from './durable-file.ts'
import { emptyWatermark } from './watermark.ts'

const formatVersion = 1
const segmentName = /^(\d{20})\.log$/

const topicFile = z.object({
  format: z.literal(formatVersion),
  id: z.guid(),
  partitions: z.int().min(1),
})

/** A topic on disk: where it is, and what its `topic.json` says. */
export interface TopicFolder {
  readonly topic: string
  /** Absolute path. */
  readonly path: string
  /** Written when the topic was created; another one means another topic. */
  readonly id: string
  readonly partitions: number
}

/** The topic of this name, undefined when there is none. Throws `topic-name-invalid`, `topic-unreadable`. */
export async function findTopic(folder: string, topic: string): Promise<TopicFolder | undefined> {
  checkName(topic)
  const path = join(folder, topic)
  const file = join(path, 'topic.json')
  const text = (await readIfThere(file))?.toString()
  if (text === undefined) return undefined
  const parsed = topicFile.safeParse(parseJson(text))
  if (!parsed.success) {
    const problem = `it is not a description of a topic in format ${formatVersion}`
    throw new GildError('topic-unreadable', { topic, file, problem })
  }
  return { topic, path, id: parsed.data.id, partitions: parsed.data.partitions }
}

export interface CreateTopicOptions {
  readonly folder: string
  readonly topic: string
  readonly partitions: number
  readonly ids: Ids
}

/** Creates the topic, all of it or nothing; one that somebody else created in the meantime is fine and returned. */
export async function createTopic({
  folder,
  topic,
  partitions,
  ids,
}: CreateTopicOptions): Promise<TopicFolder> {
  checkName(topic)
  const id = ids.uuid()
  const path = join(folder, topic)
  const draft = join(folder, `.${topic}.${id}`)
  await onDisk('create', path, async () => {
    await mkdir(draft, { recursive: true })
    for (let p = 0; p < partitions; p++) await mkdir(join(draft, String(p)))
    await writeSynced(
      join(draft, 'topic.json'),
      `${JSON.stringify({ format: formatVersion, id, partitions })}\n`,
    )
    await writeSynced(join(draft, 'watermark.json'), emptyWatermark(partitions))
    await syncFolder(draft)
    await publish(draft, path)
    await syncFolder(folder)
  })
  const created = await findTopic(folder, topic)
  if (created === undefined) throw new GildError('topic-not-found', { topic, where: `"${folder}"` })
  return created
}

/** Where the segments of a partition are. */
export function partitionFolder(topic: TopicFolder, partition: number): string {
  return join(topic.path, String(partition))
}

/** The path of the segment whose first record has this offset. */
export function segmentFile(folder: string, base: number): string {
  return join(folder, `${String(base).padStart(20, '0')}.log`)
}

/** The index beside a segment. */
export function indexFile(segment: string): string {
  return segment.replace(/\.log$/, '.index')
}

/** The base offsets of a partition's segments, ascending. */
export async function segmentBases(folder: string): Promise<readonly number[]> {
  const names = await onDisk('list', folder, async () => readdirSync(folder))
  return names
    .map(name => segmentName.exec(name)?.[1])
    .filter(base => base !== undefined)
    .map(Number)
    .sort((a, b) => a - b)
}

function checkName(topic: string): void {
  if (!/^[A-Za-z0-9._-]{1,249}$/.test(topic) || topic === '.' || topic === '..') {
    throw new GildError('topic-name-invalid', { topic })
  }
}

// A folder cannot be renamed onto one that has files: whoever comes second leaves the first one's topic in place.
async function publish(draft: string, path: string): Promise<void> {
  try {
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!isErrno(error, 'ENOTEMPTY') && !isErrno(error, 'EEXIST')) throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
