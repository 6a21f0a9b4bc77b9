import { cp, mkdir, readdir, readlink, realpath, rm, symlink, unlink } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { GildError } from '../../errors/gild-error.ts'

export interface PackageToInstall {
  readonly name: string
  /** Absolute. */
  readonly folder: string
}

export interface Installation {
  /** Absolute; it need not be there yet. */
  readonly installPath: string
  readonly packages: readonly PackageToInstall[]
  /** Names of packages that were installed before, which may be copies. */
  readonly installed: ReadonlySet<string>
  /** Makes a link to a folder. What it throws means that there are none here, and the folder is copied. */
  readonly link?: ((target: string, path: string) => Promise<void>) | undefined
}

export interface Installed {
  /** Packages that are copies: the file system has no links. */
  readonly copied: readonly string[]
  /** Names of what was there and is not wanted any more. */
  readonly removed: readonly string[]
}

/**
 * Puts packages into the install path: a link to each folder, which shows every change in it at once. What was installed
 * before and is not wanted any more is removed; a folder that gild did not make is left alone, and
 * `package-folder-taken` when it is in the way, before anything is changed.
 */
export async function installPackages(installation: Installation): Promise<Installed> {
  const { installPath, packages, link = linkFolder } = installation
  const wanted = new Set(packages.map(({ name }) => name))
  const present = await entries(installation)
  const taken = present.find(({ name, isOurs }) => wanted.has(name) && !isOurs)
  if (taken !== undefined)
    throw new GildError('package-folder-taken', { folder: join(basename(installPath), taken.name) })
  for (const { name, isLink, isOurs } of present)
    if (isOurs) await removeEntry(join(installPath, name), isLink)
  if (packages.length > 0) await mkdir(installPath, { recursive: true })
  // A relative link begins where the folder really is.
  const base = packages.length > 0 ? await realpath(installPath) : installPath
  const copied: string[] = []
  for (const { name, folder } of packages) {
    const path = join(installPath, name)
    const isLinked = await link(relative(base, folder), path).then(
      () => true,
      () => false,
    )
    if (isLinked) continue
    await copyFolder(folder, path)
    copied.push(name)
  }
  const removed = present.filter(({ name, isOurs }) => isOurs && !wanted.has(name)).map(({ name }) => name)
  return { copied, removed }
}

/** Removes what was installed, and the folder when nothing else is in it. Whether there was anything. */
export async function removePackages(
  installation: Pick<Installation, 'installPath' | 'installed'>,
): Promise<boolean> {
  const present = await entries(installation)
  const ours = present.filter(({ isOurs }) => isOurs)
  for (const { name, isLink } of ours) await removeEntry(join(installation.installPath, name), isLink)
  if (present.length > 0 && ours.length === present.length)
    await rm(installation.installPath, { recursive: true })
  return ours.length > 0
}

interface Entry {
  readonly name: string
  readonly isLink: boolean
  /** Made by gild: a link, or a copy that the lock knows. */
  readonly isOurs: boolean
}

async function entries({
  installPath,
  installed,
}: Pick<Installation, 'installPath' | 'installed'>): Promise<readonly Entry[]> {
  const found = await readdir(installPath, { withFileTypes: true }).catch(() => [])
  return found.map(entry => {
    const isLink = entry.isSymbolicLink()
    return { name: entry.name, isLink, isOurs: isLink || installed.has(entry.name) }
  })
}

// What a link leads to is not gild's to remove.
async function removeEntry(path: string, isLink: boolean): Promise<void> {
  if (isLink) await unlink(path)
  else await rm(path, { recursive: true })
}

async function linkFolder(target: string, path: string): Promise<void> {
  // On Windows a junction needs no rights of its own.
  await symlink(target, path, 'junction')
  await readlink(path)
}

const leftOut = new Set(['target', 'lake', 'dbt_packages', 'node_modules'])

async function copyFolder(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: source => {
      const [first = ''] = relative(from, source).split(/[/\\]/)
      return !leftOut.has(first) && !first.startsWith('.')
    },
  })
}
