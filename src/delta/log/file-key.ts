import { decodePath } from '../values/file-path.ts'
import type { DeletionVector } from './actions.ts'

/** The identity of a file in the log: its path however it is spelled, and its deletion vector. */
export function fileKey(file: {
  readonly path: string
  readonly deletionVector?: DeletionVector | undefined
}): string {
  const path = decodePath(file.path)
  const vector = file.deletionVector
  if (vector === undefined) return path
  const offset = vector.offset === undefined ? '' : `@${vector.offset}`
  return `${path}\n${vector.storageType}${vector.pathOrInlineDv}${offset}`
}
