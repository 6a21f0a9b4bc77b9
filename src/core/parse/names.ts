import type { NodeId } from './manifest.ts'

/** The one place where ids are made. */
export function nodeId(...parts: readonly string[]): NodeId {
  return parts.join('.') as NodeId
}

export interface FileParts {
  /** Folders below the resource path. */
  readonly folders: readonly string[]
  /** Without its extension. */
  readonly name: string
}

/** The parts of a file below the first of `roots` that holds it, undefined when none does. */
export function fileParts(file: string, roots: readonly string[]): FileParts | undefined {
  const root = roots.find(each => file.startsWith(`${each}/`))
  if (root === undefined) return undefined
  const parts = file.slice(root.length + 1).split('/')
  const last = parts.at(-1) ?? ''
  return { folders: parts.slice(0, -1), name: last.replace(/\.[^.]+$/, '') }
}
