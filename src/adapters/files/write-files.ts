import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Writes text files below a folder, each whole by rename: who reads one meanwhile sees the old or the new. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    const temporary = `${file}.${randomUUID()}`
    await writeFile(temporary, text)
    await rename(temporary, file)
  }
}
