import { GildError } from '../../../errors/gild-error.ts'
import type { Project } from '../../project/project.ts'
import {
  type PackageEntry,
  packageLockFile,
  packageProjectFiles,
  pathFrom,
  readPackageLock,
  readPackagesFiles,
} from '../../project/read-packages-file.ts'
import type { Context } from '../../template/index.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { type ProjectFiles, textOf } from '../project-files.ts'

export interface InstalledOptions {
  /** Of the root project, those of the install path among them. */
  readonly files: ProjectFiles
  readonly project: Project
  /** What packages.yml can use. */
  readonly context: Context
  readonly diagnostics: Diagnostics
  /** The project file of a package, undefined after its errors have been reported. */
  readProject(file: { readonly path: string; readonly folder: string }): Project | undefined
}

/**
 * The packages in the install path of a project that names any, in the order of their folders. One that is named and
 * not there, and two of one name, are reported.
 */
export function installedPackages(options: InstalledOptions): readonly Project[] {
  const { files, project, readProject } = options
  const entries = entriesOf(options, '')
  if (entries.length === 0) return []
  const packages = packageFolders(files, project.packagesInstallPath).flatMap(
    ({ folder, path }) => readProject({ folder, path }) ?? [],
  )
  reportDuplicates(options, packages)
  reportMissing(options, entries, packages)
  return packages
}

function entriesOf(
  { files, context, diagnostics }: InstalledOptions,
  folder: string,
): readonly PackageEntry[] {
  const placeOf = (file: string) => (folder === '' ? file : `${folder}/${file}`)
  return readPackagesFiles({
    textOf(file) {
      const content = files.get(placeOf(file))
      return content === undefined ? undefined : textOf(content)
    },
    placeOf,
    context,
    report: diagnostics.report,
  })
}

function packageFolders(files: ProjectFiles, installPath: string) {
  const found = new Map<string, { readonly folder: string; readonly path: string }>()
  for (const name of [...packageProjectFiles].reverse()) {
    for (const path of files.keys()) {
      if (!path.startsWith(`${installPath}/`) || !path.endsWith(`/${name}`)) continue
      const folder = path.slice(0, -name.length - 1)
      if (!folder.slice(installPath.length + 1).includes('/')) found.set(folder, { folder, path })
    }
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1))
}

function reportDuplicates({ project, diagnostics }: InstalledOptions, packages: readonly Project[]): void {
  const byName = new Map([[project.name, ['the project itself']]])
  for (const { name, folder = '' } of packages) byName.set(name, [...(byName.get(name) ?? []), folder])
  for (const [name, folders] of byName) {
    if (folders.length > 1) diagnostics.report(new GildError('package-duplicate', { name, folders }))
  }
}

function reportMissing(
  options: InstalledOptions,
  entries: readonly PackageEntry[],
  packages: readonly Project[],
): void {
  const lockText = options.files.get(packageLockFile)
  const lock = readPackageLock(lockText === undefined ? '' : textOf(lockText))
  const names = new Set(packages.map(({ name }) => name))
  const folders = new Set(
    [...lock].flatMap(([name, local]) => (names.has(name) ? [pathFrom('.', local)] : [])),
  )
  function check(needed: readonly PackageEntry[], base: string): void {
    for (const entry of needed) {
      const isThere =
        entry.kind === 'local'
          ? folders.has(pathFrom(base, entry.reference))
          : names.has(entry.name ?? lastPart(entry.reference))
      if (isThere) continue
      const error = new GildError('package-not-installed', { package: entry.reference }, { at: entry.at })
      options.diagnostics.report(error)
    }
  }
  check(entries, '.')
  for (const { name, folder = '' } of packages) check(entriesOf(options, folder), lock.get(name) ?? '.')
}

// Of `dbt-labs/dbt_utils` and `https://…/dbt-utils.git` the name that the package itself most likely has.
function lastPart(reference: string): string {
  const last =
    reference
      .replace(/\.git$/, '')
      .split('/')
      .at(-1) ?? reference
  return last.replaceAll('-', '_')
}
