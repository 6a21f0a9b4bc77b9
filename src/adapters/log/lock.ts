import { link, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { GildError } from '../../errors/gild-error.ts'
import type { Ids } from '../../ports/runtime.ts'
import { ifExists, isErrno, onDisk, replaceFile, writeSynced } from './durable-file.ts'
import { isAlive, type ProcessIdentity, thisProcess } from './process-identity.ts'
import type { TopicFolder } from './topic-folder.ts'

const holderFile = z.object({
  pid: z.int(),
  start: z.string().optional(),
  boot: z.string().optional(),
  released: z.boolean().optional(),
})
const lockName = /^lock-(\d+)\.json$/

/** The right to write a topic, until it is closed or the process ends. */
export interface TopicLock extends AsyncDisposable {
  /** Absolute path. */
  readonly file: string
}

/**
 * Takes the lock, also over from a holder that is dead. A live one, even this process, is `topic-locked`.
 *
 * Each holder has a file with a number of its own, made by `link`, which only one can win; the highest number holds.
 * Removing or replacing one file instead would let two that saw the same dead holder both believe they had won.
 */
export async function lockTopic(topic: TopicFolder, ids: Ids): Promise<TopicLock> {
  return onDisk('lock', topic.path, async () => {
    const newest = await newestLock(topic)
    if (newest !== undefined) await refuseLive(topic, newest.file)
    const number = (newest?.number ?? 0) + 1
    const file = lockPath(topic, number)
    if (!(await claim(topic, file, ids))) return lockTopic(topic, ids)
    const winner = await newestLock(topic)
    if (winner !== undefined && winner.number !== number) {
      await rm(file, { force: true })
      return lockTopic(topic, ids)
    }
    await removeOlder(topic, number)
    return { file, [Symbol.asyncDispose]: () => release(file) }
  })
}

interface LockFile {
  readonly number: number
  readonly file: string
}

async function refuseLive(topic: TopicFolder, file: string): Promise<void> {
  const holder = await readHolder(file)
  if (holder === undefined) return
  throw new GildError('topic-locked', { topic: topic.topic, pid: holder.pid, file })
}

// By `link`, so that the file is whole from the moment it has its name. False when another process was first.
async function claim(topic: TopicFolder, file: string, ids: Ids): Promise<boolean> {
  const draft = join(topic.path, `.lock.${ids.uuid()}`)
  await writeSynced(draft, holderText(thisProcess()))
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** The holder, undefined when it released the lock or is dead. */
async function readHolder(file: string): Promise<ProcessIdentity | undefined> {
  const text = await ifExists(() => readFile(file, 'utf8'))
  const holder = parse(text)
  return holder === undefined || holder.released || !isAlive(holder) ? undefined : holder
}

async function release(file: string): Promise<void> {
  await replaceFile(file, holderText({ ...thisProcess(), released: true }))
}

async function newestLock(topic: TopicFolder): Promise<LockFile | undefined> {
  const numbers = await lockNumbers(topic)
  if (numbers.length === 0) return undefined
  const number = Math.max(...numbers)
  return { number, file: lockPath(topic, number) }
}

async function removeOlder(topic: TopicFolder, number: number): Promise<void> {
  const older = (await lockNumbers(topic)).filter(n => n < number)
  for (const n of older) await rm(lockPath(topic, n), { force: true })
}

async function lockNumbers(topic: TopicFolder): Promise<readonly number[]> {
  const names = await readdir(topic.path)
  return names.map(name => Number(lockName.exec(name)?.[1])).filter(n => n > 0)
}

function lockPath(topic: TopicFolder, number: number): string {
  return join(topic.path, `lock-${number}.json`)
}

function holderText(holder: z.infer<typeof holderFile>): string {
  return `${JSON.stringify(holder)}\n`
}

function parse(text: string | undefined): z.infer<typeof holderFile> | undefined {
  try {
    return holderFile.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}
