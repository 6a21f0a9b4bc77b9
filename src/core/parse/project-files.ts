import type { Project } from '../project/project.ts'

/** The files of a project by path relative to its folder, with `/`. */
export type ProjectFiles = ReadonlyMap<string, string | Uint8Array>

export type TextFile = readonly [file: string, text: string]

/** The files of a project by what they are for. */
export interface SortedFiles {
  readonly yaml: readonly TextFile[]
  /** Markdown that may hold docs blocks. */
  readonly docs: readonly TextFile[]
  readonly models: readonly TextFile[]
  /** Macros, and generic tests of `<test path>/generic`. */
  readonly macros: readonly TextFile[]
  readonly singularTests: readonly TextFile[]
  /** Rows for unit tests: CSV and SQL of `<test path>/fixtures`, text by the file's name. */
  readonly fixtures: ReadonlyMap<string, { readonly file: string; readonly text: string }>
  readonly seeds: readonly (readonly [file: string, content: string | Uint8Array])[]
}

type Paths = Pick<Project, 'modelPaths' | 'seedPaths' | 'testPaths' | 'macroPaths' | 'docsPaths'>

/** Sorts files by folder and extension. Files of other kinds are nobody's. */
export function sortFiles(files: ProjectFiles, paths: Paths): SortedFiles {
  const { modelPaths, seedPaths, testPaths, macroPaths, docsPaths } = paths
  const generic = testPaths.map(path => `${path}/generic`)
  const fixtures = testPaths.map(path => `${path}/fixtures`)
  const all = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const texts = (extension: RegExp, roots: readonly string[], except: readonly string[] = []) =>
    all
      .filter(([file]) => extension.test(file) && isBelow(file, roots) && !isBelow(file, except))
      .map(([file, content]): TextFile => [file, textOf(content)])
  return {
    yaml: texts(/\.ya?ml$/i, [...modelPaths, ...seedPaths, ...testPaths, ...macroPaths]),
    docs: texts(/\.md$/i, docsPaths),
    models: texts(/\.sql$/i, modelPaths),
    macros: texts(/\.sql$/i, [...macroPaths, ...generic]),
    singularTests: texts(/\.sql$/i, testPaths, [...generic, ...fixtures]),
    fixtures: byFileName(texts(/\.(?:csv|sql)$/i, fixtures)),
    seeds: all.filter(([file]) => /\.csv$/i.test(file) && isBelow(file, seedPaths)),
  }
}

function byFileName(files: readonly TextFile[]): SortedFiles['fixtures'] {
  return new Map(files.map(([file, text]) => [file.slice(file.lastIndexOf('/') + 1), { file, text }]))
}

/** The text of a file: UTF-8, a byte order mark at its start dropped. */
export function textOf(content: string | Uint8Array): string {
  return typeof content === 'string' ? content.replace(/^\uFEFF/, '') : new TextDecoder().decode(content)
}

function isBelow(file: string, folders: readonly string[]): boolean {
  return folders.some(folder => file.startsWith(`${folder}/`))
}
