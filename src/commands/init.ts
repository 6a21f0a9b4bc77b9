import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { writeFiles } from '../adapters/files/write-files.ts'
import { GildError } from '../errors/gild-error.ts'
import { exampleFiles, exampleSources } from './scaffold/example.ts'
import { fileSources, type ParquetSource, type ScaffoldSource } from './scaffold/file-sources.ts'
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
  readonly sources: readonly ScaffoldSource[]
  readonly name: string
  /** Absolute. */
  readonly folder: string
  /** Relative to the folder. */
  readonly files: readonly string[]
  /** There was no file of data: the project is the example. */
  readonly isExample: boolean
}

/**
 * Makes a project that builds at once, from the CSV and Parquet files of the folder, or of the current folder when that one
 * is new. CSV files are copied to seeds, Parquet files are sources where they are. Throws `project-exists` and
 * `init-would-overwrite` before anything is written.
 */
export async function init({ cwd, name: wanted }: InitOptions): Promise<InitResult> {
  const folder = resolve(cwd, wanted ?? '.')
  const data = await dataIn(folder, cwd)
  const found = seedFiles(await Promise.all(data.csv.map(readCsvFile)))
  const names = found.seeds.map(seed => seed.name)
  const { sources, skipped } = fileSources(await parquetSources(folder, data.parquet), names)
  const isExample = found.seeds.length + sources.length === 0
  const seeds = isExample ? seedFiles(exampleSources).seeds : found.seeds
  const name = snakeCase(basename(folder), 'project')
  const files = new Map([...projectFiles({ name, seeds, sources }), ...(isExample ? exampleFiles : [])])
  for (const file of kept) if (await exists(join(folder, file))) files.delete(file)
  await refuseLoss(folder, [...files.keys()])
  await writeFiles(folder, files)
  return {
    name,
    folder,
    files: [...files.keys()],
    isExample,
    seeds: found.seeds,
    sources,
    skipped: [...found.skipped, ...skipped],
  }
}

// Whoever has them knows what is in them.
const kept = ['.gitignore', 'README.md']

interface DataFiles {
  /** Absolute. */
  readonly csv: readonly string[]
  readonly parquet: readonly string[]
}

// A new folder has no data yet: then it is that of the current one.
async function dataIn(folder: string, cwd: string): Promise<DataFiles> {
  const own = await dataFilesOf(folder)
  return own.csv.length + own.parquet.length > 0 ? own : dataFilesOf(cwd)
}

async function dataFilesOf(folder: string): Promise<DataFiles> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter(entry => entry.isFile()).map(({ name }) => name)
  const ending = (pattern: RegExp) =>
    names
      .filter(name => pattern.test(name))
      .sort()
      .map(name => join(folder, name))
  return { csv: ending(/\.csv$/i), parquet: ending(/\.(?:parquet|parq|pq)$/i) }
}

async function readCsvFile(path: string): Promise<CsvSource> {
  return { file: basename(path), content: await readFile(path) }
}

async function parquetSources(folder: string, paths: readonly string[]): Promise<readonly ParquetSource[]> {
  if (paths.length === 0) return []
  // The engine is loaded only where it has something to look at.
  const { inspectParquet } = await import('../adapters/duckdb/files/parquet-file.ts')
  const contents = await inspectParquet(paths)
  return paths.map(path => ({
    file: basename(path),
    location: relative(folder, path).replaceAll('\\', '/'),
    content: contents.get(path) ?? 'it is gone',
  }))
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
