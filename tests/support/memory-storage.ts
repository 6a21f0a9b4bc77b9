import type { Storage, StoredFile } from '../../src/ports/storage.ts'

export interface MemoryStorage extends Storage {
  /** All files by path. Tests may change them as another program would. */
  readonly files: Map<string, Uint8Array>
  /** Milliseconds since the epoch, by path; files without an entry were modified at 0. */
  readonly times: Map<string, number>
  text(path: string): string | undefined
  write(path: string, text: string, modifiedAt?: number): void
}

/** A storage without a disk. `locate` prefixes `mem:/`. */
export function memoryStorage(clock: () => number = () => 0): MemoryStorage {
  const files = new Map<string, Uint8Array>()
  const times = new Map<string, number>()
  async function put(path: string, data: Uint8Array): Promise<void> {
    files.set(path, data)
    times.set(path, clock())
  }
  return {
    files,
    times,
    text: path => {
      const data = files.get(path)
      return data === undefined ? undefined : new TextDecoder().decode(data)
    },
    write: (path, text, modifiedAt = 0) => {
      files.set(path, new TextEncoder().encode(text))
      times.set(path, modifiedAt)
    },
    list: async (folder, { from = '' } = {}) =>
      listed({ files, times }, folder === '' ? '' : `${folder}/`, from),
    read: async path => files.get(path),
    putIfAbsent: async (path, data) => {
      if (files.has(path)) return 'exists'
      await put(path, data)
      return 'created'
    },
    put,
    remove: async path => {
      files.delete(path)
    },
    sync: async () => {},
    locate: path => `mem:/${path}`,
  }
}

function listed(
  { files, times }: { files: Map<string, Uint8Array>; times: Map<string, number> },
  prefix: string,
  from: string,
): readonly StoredFile[] {
  const found: StoredFile[] = []
  for (const [path, data] of files) {
    const name = path.slice(prefix.length)
    if (
      !path.startsWith(prefix) ||
      name.includes('/') ||
      Buffer.compare(Buffer.from(name), Buffer.from(from)) < 0
    )
      continue
    found.push({ name, size: data.length, modifiedAt: times.get(path) ?? 0 })
  }
  return found.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}
