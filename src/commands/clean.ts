import { readdir, rm, stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'
import { type OpenProject, openProject, type ProjectOptions } from './open-project.ts'

/**
 * Removes the target path and the clean-targets, and returns those that were there, relative to the project. Throws
 * `clean-refused` before anything is removed when one of them holds more than what gild can make again.
 */
export async function clean(options: ProjectOptions, runtime: Runtime): Promise<readonly string[]> {
  const opened = await openProject(options, runtime)
  const { targetPath, cleanTargets } = opened.project
  const folders = [...new Set([targetPath, ...cleanTargets].map(path => resolve(opened.folder, path)))]
  for (const folder of folders) await refuseLoss(opened, folder)
  const removed: string[] = []
  for (const folder of folders) {
    if (!(await exists(folder))) continue
    await rm(folder, { recursive: true })
    removed.push(relative(opened.folder, folder))
  }
  return removed
}

async function refuseLoss(opened: OpenProject, folder: string): Promise<void> {
  const reason = keptFor(opened, folder) ?? (await holdsTable(folder))
  if (reason === undefined) return
  throw new GildError('clean-refused', { folder: relative(opened.folder, folder) || '.', reason })
}

function keptFor(
  { folder: home, project, lakeFolder, streamsFolder }: OpenProject,
  folder: string,
): string | undefined {
  if (!contains(home, folder)) return 'it lies outside the project'
  if (folder === home) return 'it is the project itself'
  if (overlap(folder, lakeFolder)) return 'it holds tables'
  if (overlap(folder, streamsFolder)) return 'it holds topics'
  const sources = [project.modelPaths, project.seedPaths, project.testPaths, project.macroPaths].flat()
  return sources.some(path => overlap(folder, resolve(home, path)))
    ? 'it holds files of the project'
    : undefined
}

// The lakes of other targets are not known here, but a table shows itself by its log.
async function holdsTable(folder: string): Promise<string | undefined> {
  if (!(await exists(folder))) return undefined
  const names = await readdir(folder, { recursive: true })
  return names.some(name => name.split(sep).at(-1) === '_delta_log') ? 'it holds tables' : undefined
}

function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a)
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

async function exists(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined)) !== undefined
}
