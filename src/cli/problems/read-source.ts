import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Reads the files that locations name, each once, from the project that `from` lies in. A file that cannot be read has no
 * excerpt. `inline` is the text that the place `--inline` stands for.
 */
export function sourceReader(from: string, inline?: string): (file: string) => string | undefined {
  const texts = new Map<string, string | undefined>([['--inline', inline]])
  return file => {
    if (!texts.has(file)) texts.set(file, readText(resolve(projectFolder(from), file)))
    return texts.get(file)
  }
}

/** The folder of project.yml: there or above, `from` itself when there is none. */
export function projectFolder(from: string): string {
  let folder = from
  while (!existsSync(join(folder, 'project.yml'))) {
    if (folder === dirname(folder)) return from
    folder = dirname(folder)
  }
  return folder
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
