import { bug } from '../../errors/bug.ts'
import type { Storage } from '../../ports/storage.ts'

/** A path relative to the table, as on disk, in the form of `add.path`. */
export function encodePath(_path: string): string {
  return bug('not built')
}

/** What the engine opens for an `add.path`. */
export function locateFile(_storage: Storage, _path: string): string {
  return bug('not built')
}
