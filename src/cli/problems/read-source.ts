import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Reads the files that locations name, each once. `folder` is the project's. A file that cannot be read has no excerpt. */
export function sourceReader(folder: string): (file: string) => string | undefined {
  const texts = new Map<string, string | undefined>()
  return file => {
    if (!texts.has(file)) texts.set(file, readText(resolve(folder, file)))
    return texts.get(file)
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
