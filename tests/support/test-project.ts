import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A project in a folder of its own, removed when closed. */
export interface TestProject extends AsyncDisposable {
  readonly folder: string
  /** Writes or replaces files. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>
  remove(path: string): Promise<void>
}

/** Writes a project: its files by path. A `project.yml` with the name `shop` is added when there is none. */
export async function testProject(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<TestProject> {
  const folder = await mkdtemp(join(tmpdir(), 'gild-test-'))
  const project: TestProject = {
    folder,
    write: written => writeFiles(folder, written),
    remove: path => rm(join(folder, path), { recursive: true, force: true }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
  await project.write({ 'project.yml': 'name: shop\n', ...files })
  return project
}

async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
}
