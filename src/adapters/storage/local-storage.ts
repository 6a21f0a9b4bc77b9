import { randomUUID } from 'node:crypto'
import { closeSync, fsync, openSync, readdirSync, statSync } from 'node:fs'
import { link, mkdir, rename, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Storage, StoredFile } from '../../ports/storage.ts'
import { readSmallFile } from '../files/read-small.ts'
import { errnoOf, storageError } from './storage-error.ts'

export interface LocalStorageOptions {
  /** `full`: what a call wrote survives a power failure. `process`: it survives the end of the process only. Default `full`. */
  readonly durability?: 'full' | 'process'
  /** Told once when the file system has no hard links, where a reader may see a commit half written. */
  readonly warn?: (message: string) => void
}

/** A folder on disk; it need not exist yet. */
export function openLocalStorage(root: string, options: LocalStorageOptions = {}): Storage {
  const folder: LocalFolder = {
    root: resolve(root),
    durable: options.durability !== 'process',
    warn: options.warn ?? (() => {}),
    hardLinks: true,
    entered: new Set(),
  }
  return {
    list: async (path, { from = '' } = {}) => list(join(folder.root, path), from),
    read: path => read(join(folder.root, path)),
    putIfAbsent: (path, data) => putIfAbsent(folder, join(folder.root, path), data),
    put: (path, data) => put(folder, join(folder.root, path), data),
    remove: path => remove(join(folder.root, path)),
    sync: paths => sync(folder, paths),
    locate: path => join(folder.root, path),
  }
}

interface LocalFolder {
  readonly root: string
  readonly durable: boolean
  readonly warn: (message: string) => void
  hardLinks: boolean
  /** Folders whose entry in the one above is known to be on disk. */
  readonly entered: Set<string>
}

// Without waiting for the thread pool, which the engine's queries may occupy: small reads take microseconds.
function list(folder: string, from: string): readonly StoredFile[] {
  try {
    const start = Buffer.from(from)
    const names = readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => ({ name: entry.name, bytes: Buffer.from(entry.name) }))
      .filter(({ bytes }) => Buffer.compare(bytes, start) >= 0)
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    return names.flatMap(({ name }) => storedFile(folder, name))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw storageError('list', folder, error)
  }
}

// Empty when somebody removed the file meanwhile.
function storedFile(folder: string, name: string): readonly StoredFile[] {
  const stats = statSync(join(folder, name), { throwIfNoEntry: false })
  return stats === undefined ? [] : [{ name, size: stats.size, modifiedAt: Math.floor(stats.mtimeMs) }]
}

async function read(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readSmallFile(file)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw storageError('read', file, error)
  }
}

async function putIfAbsent(
  folder: LocalFolder,
  file: string,
  data: Uint8Array,
): Promise<'created' | 'exists'> {
  try {
    await makeFolder(folder, dirname(file))
    const result = folder.hardLinks ? await linkNew(folder, file, data) : await writeNew(folder, file, data)
    if (result === 'created') await syncFolder(folder, dirname(file))
    return result
  } catch (error) {
    throw storageError('write', file, error)
  }
}

// `link` is the one call that neither replaces a file nor shows it half written.
async function linkNew(folder: LocalFolder, file: string, data: Uint8Array): Promise<'created' | 'exists'> {
  const temporary = await writeTemporary(folder, file, data)
  try {
    await link(temporary, file)
    return 'created'
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'EEXIST') return 'exists'
    if (errno === undefined || !noHardLinks.has(errno)) throw error
    folder.hardLinks = false
    folder.warn(
      `The file system of ${folder.root} has no hard links: a reader may see a commit half written.`,
    )
    return await writeNew(folder, file, data)
  } finally {
    await unlink(temporary)
  }
}

const noHardLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

async function writeNew(folder: LocalFolder, file: string, data: Uint8Array): Promise<'created' | 'exists'> {
  try {
    await writeFile(file, data, { flag: 'wx', flush: folder.durable })
    return 'created'
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return 'exists'
    await unlink(file).catch(() => {})
    throw error
  }
}

async function put(folder: LocalFolder, file: string, data: Uint8Array): Promise<void> {
  try {
    await makeFolder(folder, dirname(file))
    await rename(await writeTemporary(folder, file, data), file)
    await syncFolder(folder, dirname(file))
  } catch (error) {
    throw storageError('write', file, error)
  }
}

// Hidden, so that readers of the folder pass over one that a crash left behind.
async function writeTemporary(folder: LocalFolder, file: string, data: Uint8Array): Promise<string> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`)
  try {
    await writeFile(temporary, data, { flag: 'wx', flush: folder.durable })
    return temporary
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw error
  }
}

async function remove(file: string): Promise<void> {
  try {
    await unlink(file)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw storageError('remove', file, error)
  }
}

async function sync(folder: LocalFolder, paths: readonly string[]): Promise<void> {
  if (!folder.durable || paths.length === 0) return
  const files = paths.map(path => join(folder.root, path))
  for (let i = 0; i < files.length; i += concurrentSyncs) {
    await Promise.all(files.slice(i, i + concurrentSyncs).map(syncFile))
  }
  for (const below of new Set(files.map(file => dirname(file)))) {
    await syncFolder(folder, below)
    await enter(folder, below)
  }
}

const concurrentSyncs = 8

async function syncFile(file: string): Promise<void> {
  try {
    await flush(file)
  } catch (error) {
    throw storageError('sync', file, error)
  }
}

// Whoever made a folder may have made some above it too.
async function enter(folder: LocalFolder, path: string): Promise<void> {
  const parent = dirname(path)
  if (parent === path || folder.entered.has(path)) return
  await syncFolder(folder, parent)
  await enter(folder, parent)
  folder.entered.add(path)
}

async function makeFolder(folder: LocalFolder, path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) {
    await syncFolder(folder, dirname(made))
    folder.entered.add(made)
  }
}

const noFolderSync: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EROFS'])

async function syncFolder(folder: LocalFolder, path: string): Promise<void> {
  if (!folder.durable) return
  try {
    await flush(path)
  } catch (error) {
    // Not ours to open (a folder above the lake), or a system that has no such thing as syncing a folder.
    const errno = errnoOf(error)
    if (errno === undefined || !noFolderSync.has(errno)) throw storageError('sync', path, error)
  }
}

// Only what waits for the disk goes through libuv's pool, where each step also waits for a processor.
async function flush(path: string): Promise<void> {
  const descriptor = openSync(path, 'r')
  try {
    await fsyncOf(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const fsyncOf = promisify(fsync)
