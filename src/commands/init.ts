import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { writeFiles } from '../adapters/files/write-files.ts'
import { GildError } from '../errors/gild-error.ts'
import { exampleFiles, exampleSources } from './scaffold/example.ts'
import { snakeCase } from './scaffold/names.ts'
import { projectFiles } from './scaffold/project-files.ts'
import { type CsvSource, type SeedFiles, seedFiles } from './scaffold/seed-files.ts'

export interface InitOptions {
  /** Absolute. */
  readonly cwd: string
  /** Of a new folder; undefined makes the project in `cwd`. */
  readonly name: string | undefined
}

export interface InitResult extends SeedFiles {
  readonly name: string
  /** Absolute. */
  readonly folder: string
  /** Relative to the folder. */
  readonly files: readonly string[]
  /** There was no CSV file: the project is the example. */
  readonly isExample: boolean
}

/**
 * Makes a project that builds at once, from the CSV files of the folder, or of the current folder when that one is new.
 * They are copied, never moved. Throws `project-exists` and `init-would-overwrite` before anything is written.
 */
export async function init({ cwd, name: wanted }: InitOptions): Promise<InitResult> {
  const folder = resolve(cwd, wanted ?? '.')
  const own = await csvFilesOf(folder)
  const found = seedFiles(own.length > 0 ? own : await csvFilesOf(cwd))
  const isExample = found.seeds.length === 0
  const seeds = isExample ? seedFiles(exampleSources).seeds : found.seeds
  const name = snakeCase(basename(folder), 'project')
  const files = new Map([...projectFiles({ name, seeds }), ...(isExample ? exampleFiles : [])])
  for (const file of kept) if (await exists(join(folder, file))) files.delete(file)
  await refuseLoss(folder, [...files.keys()])
  await writeFiles(folder, files)
  return { name, folder, files: [...files.keys()], isExample, seeds: found.seeds, skipped: found.skipped }
}

// Whoever has them knows what is in them.
const kept = ['.gitignore', 'README.md']

async function csvFilesOf(folder: string): Promise<readonly CsvSource[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter(entry => entry.isFile() && /\.csv$/i.test(entry.name)).map(({ name }) => name)
  return Promise.all(names.sort().map(async file => ({ file, content: await readFile(join(folder, file)) })))
}

async function refuseLoss(folder: string, files: readonly string[]): Promise<void> {
  const there = await Promise.all(files.map(file => exists(join(folder, file))))
  const taken = files.filter((_, i) => there[i])
  if (taken.includes('project.yml')) throw new GildError('project-exists', { folder })
  if (taken.length > 0) throw new GildError('init-would-overwrite', { folder, files: taken })
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined
}
