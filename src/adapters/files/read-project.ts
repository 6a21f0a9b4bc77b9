import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ProjectFiles } from '../../core/parse/project-files.ts'
import { packageLockFile, packageProjectFiles, packagesFiles } from '../../core/project/read-packages-file.ts'
import { packagesInstallPath, resourceFolders } from '../../core/project/resource-folders.ts'
import { GildError } from '../../errors/gild-error.ts'

export interface ProjectOnDisk {
  /** Absolute path of the folder that holds `project.yml`. */
  readonly folder: string
  readonly files: ProjectFiles
}

/**
 * Reads the project of `from` or of the nearest folder above it: `project.yml`, the SQL, CSV, YAML and Markdown files of
 * the folders that it names, and the same of its installed packages. Throws `project-not-found` and `file-unreadable`.
 *
 * It waits for each file: of thousands of small ones that takes a fraction of the time that turns of the event loop would,
 * and the project is parsed in one go right after.
 */
export async function readProject(from: string): Promise<ProjectOnDisk> {
  const { folder, project } = await readProjectFile(from)
  const files = new Map<string, Uint8Array>([['project.yml', project]])
  const text = new TextDecoder().decode(project)
  addResources(files, { folder, below: '', project: text })
  if (addPackagesFiles(files, folder, '')) addPackages(files, folder, packagesInstallPath(text))
  return { folder, files }
}

interface ResourceRoot {
  readonly folder: string
  /** Of a package: where it is below the folder, with a slash behind it. */
  readonly below: string
  /** The text of its project file. */
  readonly project: string
}

function addResources(files: Map<string, Uint8Array>, { folder, below, project }: ResourceRoot): void {
  for (const root of resourceFolders(project)) {
    for (const path of listFiles(folder, `${below}${root}`)) {
      if (!files.has(path)) files.set(path, readBytes(join(folder, path)))
    }
  }
}

// Whether the project names packages at all.
function addPackagesFiles(files: Map<string, Uint8Array>, folder: string, below: string): boolean {
  const found = [...packagesFiles, packageLockFile].filter(file => addFile(files, folder, `${below}${file}`))
  return packagesFiles.some(file => found.includes(file))
}

function addFile(files: Map<string, Uint8Array>, folder: string, path: string): boolean {
  if (!existsSync(join(folder, path))) return false
  files.set(path, readBytes(join(folder, path)))
  return true
}

// Installed packages are links to folders, or folders.
function addPackages(files: Map<string, Uint8Array>, folder: string, installPath: string): void {
  for (const { name } of entriesOf(join(folder, installPath))) {
    const below = `${installPath}/${name}/`
    const projectFile = packageProjectFiles.find(file => addFile(files, folder, `${below}${file}`))
    if (projectFile === undefined) continue
    addPackagesFiles(files, folder, below)
    const project = new TextDecoder().decode(files.get(`${below}${projectFile}`))
    addResources(files, { folder, below, project })
  }
}

/** Reads `project.yml` and nothing else, from where `readProject` finds it. Throws the same. */
export async function readProjectFile(
  from: string,
): Promise<{ readonly folder: string; readonly project: Uint8Array }> {
  const start = resolve(from)
  const folder = findProject(start)
  if (folder === undefined) throw new GildError('project-not-found', { folder: start })
  return { folder, project: await readBytes(join(folder, 'project.yml')) }
}

function findProject(folder: string): string | undefined {
  if (entriesOf(folder).some(({ name }) => name === 'project.yml')) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : findProject(parent)
}

const kept = /\.(?:sql|csv|ya?ml|md)$/i

function listFiles(folder: string, below: string): readonly string[] {
  const found: string[] = []
  for (const entry of entriesOf(join(folder, below))) {
    const path = `${below}/${entry.name}`
    if (!entry.isDirectory()) {
      if (kept.test(entry.name)) found.push(path)
    } else if (!entry.name.startsWith('.') && entry.name !== 'node_modules') {
      for (const inner of listFiles(folder, path)) found.push(inner)
    }
  }
  return found
}

// A folder that does not exist is empty: a project need not have seeds.
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    if (isMissing(cause)) return []
    throw new GildError('file-unreadable', { file: folder }, { cause })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new GildError('file-unreadable', { file }, { cause })
  }
}
