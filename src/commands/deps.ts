import { readFile, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { installPackages } from '../adapters/files/install-packages.ts'
import { writeFiles } from '../adapters/files/write-files.ts'
import { type Diagnostics, diagnostics } from '../core/parse/diagnostics.ts'
import { yamlContext } from '../core/parse/globals.ts'
import {
  type PackageEntry,
  packageLockFile,
  packageLockText,
  packageName,
  packageProjectFiles,
  pathFrom,
  readPackageLock,
  readPackagesFiles,
} from '../core/project/read-packages-file.ts'
import { GildError } from '../errors/gild-error.ts'
import type { Location } from '../errors/location.ts'
import type { Runtime } from '../ports/runtime.ts'
import { openSettings, type ProjectOptions, type ProjectSettings } from './open-project.ts'

export interface InstalledPackage {
  readonly name: string
  /** The folder that it comes from, as seen from the project. */
  readonly local: string
  /** Where it is, relative to the project. */
  readonly folder: string
  /** A link shows each change of the package at once; a copy does not. */
  readonly isCopy: boolean
}

export interface DepsResult {
  readonly packages: readonly InstalledPackage[]
  /** Names of packages that were installed and are not any more. */
  readonly removed: readonly string[]
}

/**
 * Installs the packages that packages.yml names, and those that they need, and writes down in package-lock.yml what is
 * installed. Throws an `AggregateError` of everything that is in the way, before anything is changed.
 */
export async function deps(options: ProjectOptions, runtime: Runtime): Promise<DepsResult> {
  const settings = await openSettings(options, runtime)
  const { folder, project } = settings
  const found = await findPackages(settings, runtime)
  const lockText = await readText(join(folder, packageLockFile))
  const { copied, removed } = await installPackages({
    installPath: resolve(folder, project.packagesInstallPath),
    packages: found,
    installed: new Set(readPackageLock(lockText ?? '').keys()),
  })
  if (found.length > 0 || lockText !== undefined)
    await writeFiles(folder, new Map([[packageLockFile, packageLockText(found)]]))
  const packages = found.map(({ name, local }) => ({
    name,
    local,
    folder: `${project.packagesInstallPath}/${name}`,
    isCopy: copied.includes(name),
  }))
  return { packages, removed }
}

interface FoundPackage {
  readonly name: string
  /** As seen from the root project. */
  readonly local: string
  /** Absolute, without links. */
  readonly folder: string
  /** Where it is named; of the root project nowhere. */
  readonly at: Location | undefined
}

interface Search {
  readonly settings: ProjectSettings
  readonly runtime: Runtime
  readonly diagnostics: Diagnostics
  /** By folder, in the order in which they are found. */
  readonly found: Map<string, FoundPackage>
}

async function findPackages(settings: ProjectSettings, runtime: Runtime): Promise<readonly FoundPackage[]> {
  const { folder, project } = settings
  const search: Search = { settings, runtime, diagnostics: diagnostics(), found: new Map() }
  await addPackages(search, [
    { name: project.name, local: '.', folder: await realpath(folder), at: undefined },
  ])
  reportDuplicates(search)
  search.diagnostics.throwIfAny()
  return [...search.found.values()]
}

// The last of `path` is the package whose own packages are looked for, the others are those that led there.
async function addPackages(search: Search, path: readonly FoundPackage[]): Promise<void> {
  const from = path.at(-1)
  if (from === undefined) return
  for (const entry of await entriesOf(search, from)) {
    const found = await findPackage(search, entry, from)
    if (found === undefined) continue
    const before = path.findIndex(({ folder }) => folder === found.folder)
    if (before !== -1) {
      const circle = [...path.slice(before), found].map(({ name }) => name)
      search.diagnostics.report(new GildError('package-cycle', { path: circle }, { at: entry.at }))
    } else if (!search.found.has(found.folder)) {
      search.found.set(found.folder, found)
      await addPackages(search, [...path, found])
    }
  }
}

async function entriesOf(
  { settings, runtime, diagnostics: { report } }: Search,
  { folder, local }: FoundPackage,
): Promise<readonly PackageEntry[]> {
  const { project } = settings
  const texts = new Map<string, string | undefined>()
  for (const file of ['packages.yml', 'dependencies.yml'] as const)
    texts.set(file, await readText(join(folder, file)))
  return readPackagesFiles({
    textOf: file => texts.get(file),
    placeOf: file => (local === '.' ? file : `${local}/${file}`),
    context: yamlContext(project, project.name, { env: name => runtime.env(name) }),
    report,
  })
}

async function findPackage(
  { diagnostics: { report } }: Search,
  { kind, reference, at }: PackageEntry,
  from: FoundPackage,
): Promise<FoundPackage | undefined> {
  if (kind !== 'local') {
    report(new GildError('package-unsupported', { package: reference, kind }, { at }))
    return undefined
  }
  const folder = resolve(from.folder, reference)
  const text = await firstText(packageProjectFiles.map(file => join(folder, file)))
  const name = text === undefined ? undefined : packageName(text)
  if (name === undefined) {
    const problem =
      text === undefined
        ? `there is no ${packageProjectFiles.join(' or ')}`
        : 'the project file gives no name'
    report(new GildError('package-not-found', { package: reference, folder, problem }, { at }))
    return undefined
  }
  return { name, local: pathFrom(from.local, reference), folder: await realpath(folder), at }
}

function reportDuplicates({ settings, diagnostics: { report }, found }: Search): void {
  const { name: own } = settings.project
  const byName = new Map<string, readonly string[]>([[own, ['the project itself']]])
  for (const { name, local, at } of found.values()) {
    const folders = [...(byName.get(name) ?? []), local]
    byName.set(name, folders)
    if (folders.length > 1) report(new GildError('package-duplicate', { name, folders }, { at }))
  }
}

async function firstText(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const text = await readText(file)
    if (text !== undefined) return text
  }
  return undefined
}

// What is no file is not there.
async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw new GildError('file-unreadable', { file }, { cause })
  }
}
