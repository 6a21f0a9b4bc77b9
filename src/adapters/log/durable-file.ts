import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GildError } from '../../errors/gild-error.ts'
import { readSmallFile } from '../files/read-small.ts'

/** Runs `work`; a failure of the file system becomes `topic-io-failed` with the cause kept. */
export async function onDisk<T>(action: string, file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isErrno(error)) throw error
    const full = error.code === 'ENOSPC' || error.code === 'EDQUOT'
    const problem = full ? 'the disk is full' : (error.code ?? error.message)
    throw new GildError('topic-io-failed', { action, file, problem, full }, { cause: error })
  }
}

/** `work`'s result, or undefined when the file does not exist. */
export async function ifExists<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isErrno(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined
    throw error
  }
}

/** The bytes of a file that may be missing. Throws `topic-io-failed`. */
export function readIfThere(file: string): Promise<Buffer | undefined> {
  return onDisk('read', file, () => ifExists(() => readSmallFile(file)))
}

/** True when `error` is a failed system call with this code. */
export function isErrno(error: unknown, code?: string): error is NodeJS.ErrnoException {
  return (
    error instanceof Error &&
    'syscall' in error &&
    (code === undefined || ('code' in error && error.code === code))
  )
}

/** Replaces the file as a whole; readers see the old or the new one. Durable on return. */
export async function replaceFile(file: string, data: string | Uint8Array): Promise<void> {
  const next = `${file}.next`
  await onDisk('write', file, async () => {
    await writeSynced(next, data)
    await rename(next, file)
    await syncFolder(dirname(file))
  })
}

/** Writes a file that nobody reads yet, and makes its bytes durable; its name is the caller's to sync. */
export async function writeSynced(file: string, data: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(data)
    await handle.sync()
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The bytes at a position; fewer when the file ends before. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
