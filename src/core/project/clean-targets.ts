import type { Project } from './project.ts'

export interface UnsafeCleaning {
  /** Position in `clean-targets`. */
  readonly index: number
  readonly path: string
  readonly why: string
}

/** Folders that `gild clean` must never remove: outside of the project, its own files, the tables, the topics. */
export function findUnsafeCleaning(project: Project): readonly UnsafeCleaning[] {
  const { modelPaths, seedPaths, testPaths, macroPaths, docsPaths, target } = project
  const files = [...modelPaths, ...seedPaths, ...testPaths, ...macroPaths, ...docsPaths]
  return project.cleanTargets.flatMap((path, index) => {
    const why = problem(path, { files, lake: target.lake, topics: target.streams.path })
    return why === undefined ? [] : [{ index, path, why }]
  })
}

interface Kept {
  readonly files: readonly string[]
  readonly lake: string
  readonly topics: string
}

function problem(path: string, { files, lake, topics }: Kept): string | undefined {
  if (path === '.' || path === '' || path.startsWith('/') || path.split('/').includes('..')) {
    return 'which is not a folder inside the project'
  }
  if (files.some(folder => overlaps(path, folder))) return 'which holds files of the project'
  if (overlaps(path, lake)) return 'which holds tables: the lake is never cleaned'
  if (overlaps(path, topics)) return 'which holds topics: they are never cleaned'
  return undefined
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
}
