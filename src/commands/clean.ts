import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { removePackages } from '../adapters/files/install-packages.ts'
import { findUnsafeCleaning } from '../core/project/clean-targets.ts'
import { packageLockFile, readPackageLock } from '../core/project/read-packages-file.ts'
import { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'
import { openSettings, type ProjectOptions, type ProjectSettings } from './open-project.ts'

/**
 * Removes installed packages, the target path and the clean-targets, and returns those that were there, relative to the
 * project. What a link leads to stays. Throws `clean-refused` before anything is removed when a folder holds more than what
 * gild can make again.
 */
export async function clean(options: ProjectOptions, runtime: Runtime): Promise<readonly string[]> {
  const opened = await openSettings(options, runtime)
  const { targetPath, cleanTargets } = opened.project
  const paths = [...new Set([targetPath, ...cleanTargets])]
  for (const path of paths) await refuseLoss(opened, path)
  const removed: string[] = []
  if (await removeInstalled(opened)) removed.push(opened.project.packagesInstallPath)
  for (const path of paths) {
    const folder = resolve(opened.folder, path)
    if (!(await exists(folder))) continue
    await rm(folder, { recursive: true })
    removed.push(path)
  }
  return removed
}

async function removeInstalled({ folder, project }: ProjectSettings): Promise<boolean> {
  const lock = await readFile(resolve(folder, packageLockFile), 'utf8').catch(() => '')
  const installPath = resolve(folder, project.packagesInstallPath)
  return removePackages({ installPath, installed: new Set(readPackageLock(lock).keys()) })
}

async function refuseLoss({ folder: home, project }: ProjectSettings, path: string): Promise<void> {
  const [unsafe] = findUnsafeCleaning({ ...project, cleanTargets: [path] })
  const reason = unsafe?.why ?? (await holdsTable(resolve(home, path)))
  if (reason !== undefined) throw new GildError('clean-refused', { folder: path, reason })
}

// The lakes of other targets are not known here, but a table shows itself by its log.
async function holdsTable(folder: string): Promise<string | undefined> {
  if (!(await exists(folder))) return undefined
  // Links are not followed, and what they lead to is not removed.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.some(({ name }) => name === '_delta_log') ? 'which holds tables' : undefined
}

async function exists(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined)) !== undefined
}
