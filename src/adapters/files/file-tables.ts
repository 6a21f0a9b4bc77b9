import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { hasWildcard, pathMatcher } from '../../core/graph/wildcard.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { FileTables, FoundFile } from '../../ports/file-tables.ts'

/** Finds files on the disk, from `folder` where a location is relative. What it finds once it gives again. */
export function localFileTables(folder: string): FileTables {
  const known = new Map<string, Promise<readonly FoundFile[]>>()
  return {
    find(location) {
      const found = known.get(location) ?? findFiles(folder, location)
      known.set(location, found)
      return found
    },
  }
}

async function findFiles(folder: string, location: string): Promise<readonly FoundFile[]> {
  const whole = resolve(folder, location)
  // The name of a file may look like a pattern.
  const one = await fileAt(whole, nameOf(folder, location, whole))
  if (one !== undefined || !hasWildcard(location)) return one === undefined ? [] : [one]
  const paths = await matching(whole)
  const found = await Promise.all(paths.map(path => fileAt(path, nameOf(folder, location, path))))
  return found.filter(file => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1))
}

// An absolute location keeps its names, so that moving the project changes nothing.
function nameOf(folder: string, location: string, path: string): string {
  const name = resolve(location) === resolve(folder, location) ? path : relative(folder, path)
  return name.replaceAll('\\', '/')
}

async function fileAt(path: string, name: string): Promise<FoundFile | undefined> {
  try {
    const found = await stat(path, { bigint: true })
    if (!found.isFile()) return undefined
    return { path, name, size: Number(found.size), modifiedAt: found.mtimeNs }
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw new GildError('file-unreadable', { file: path }, { cause })
  }
}

// Folders above the first pattern are read only along the way: `/data/2024/*.parquet` lists one folder.
async function matching(pattern: string): Promise<readonly string[]> {
  const parts = pattern.replaceAll('\\', '/').split('/')
  const first = parts.findIndex(hasWildcard)
  const start = parts.slice(0, first).join('/') || '/'
  const rest = parts.slice(first)
  const depth = rest.includes('**') ? Number.POSITIVE_INFINITY : rest.length
  const matches = pathMatcher(rest.join('/'))
  return (await filesBelow(start, '', depth)).filter(matches).map(path => join(start, path))
}

async function filesBelow(start: string, below: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(join(start, below), { withFileTypes: true }).catch(cause => {
    if (isMissing(cause)) return []
    throw new GildError('file-unreadable', { file: join(start, below) }, { cause })
  })
  const found: string[] = []
  for (const entry of entries) {
    // What others are still writing, and what their systems leave beside the files.
    if (/^[._]/.test(entry.name)) continue
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) {
      if (depth > 1) found.push(...(await filesBelow(start, path, depth - 1)))
    } else found.push(path)
  }
  return found
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
