import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GildError, isGildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'
import { effectiveThreads } from './effective-threads.ts'
import { openEngine } from './open-engine.ts'
import { type OpenProject, openProject, openSettings, type ProjectOptions } from './open-project.ts'

/** One thing that has to be right before anything can run. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  /** What was found. */
  readonly found: string
  /** What to do, when it is not right. */
  readonly hint?: string | undefined
}

export interface DebugDeps {
  readonly runtime: Runtime
  /** Of gild. */
  readonly version: string
  /** Of Node and of the machine. */
  readonly host: { readonly node: string; readonly platform: string }
}

/** Looks at everything that a run needs, and writes nothing. What follows from what failed is not looked at. */
export async function debug(
  options: ProjectOptions,
  { runtime, version, host }: DebugDeps,
): Promise<readonly Check[]> {
  const checks: Check[] = [
    { name: 'gild', ok: true, found: version },
    { name: 'node', ok: true, found: `${host.node} on ${host.platform}` },
  ]
  async function check<T>(name: string, look: () => Promise<Found<T>>): Promise<T | undefined> {
    try {
      const { value, found } = await look()
      checks.push({ name, ok: true, found })
      return value
    } catch (error) {
      checks.push({ name, ok: false, ...problemOf(error) })
      return undefined
    }
  }
  const settings = await check('project', async () => {
    const value = await openSettings(options, runtime)
    const { project, folder } = value
    return { value, found: `${project.name} in ${folder}` }
  })
  if (settings === undefined) return checks
  const { target } = settings.project
  checks.push({ name: 'target', ok: true, found: target.name })
  await check('threads', async () => found(String(effectiveThreads(target.threads, runtime))))
  await check('lake', async () => found(await writable(settings.lakeFolder, target.name)))
  await check('streams', async () => found(await topics(settings.streamsFolder)))
  const opened = await check('models', async () => {
    const value = await openProject(options, runtime)
    return { value, found: countsOf(value) }
  })
  if (opened !== undefined)
    await check('engine', async () => found(await engineVersion(opened, runtime, version)))
  return checks
}

interface Found<T> {
  readonly value: T
  readonly found: string
}

function found(text: string): Found<string> {
  return { value: text, found: text }
}

function problemOf(error: unknown): Pick<Check, 'found' | 'hint'> {
  const problems = error instanceof AggregateError ? error.errors : [error]
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more: see "gild ls")` : ''
  if (isGildError(first)) return { found: `${first.message}${more}`, hint: first.hint }
  return { found: `${first instanceof Error ? first.message : String(first)}${more}` }
}

// A lake that is not there yet is made in the first folder above it that is.
async function writable(folder: string, target: string): Promise<string> {
  let existing = folder
  while (!(await isThere(existing)) && dirname(existing) !== existing) existing = dirname(existing)
  try {
    await access(existing, constants.W_OK | constants.X_OK)
    if (!(await stat(existing)).isDirectory()) throw new Error(`"${existing}" is no folder`)
  } catch (cause) {
    throw new GildError('lake-unwritable', { folder, existing, target }, { cause })
  }
  return existing === folder ? folder : `${folder} (the first build makes it)`
}

async function isThere(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  )
}

async function topics(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter(entry => entry.isDirectory()).map(({ name }) => name)
  return names.length === 0 ? `${folder} (no topic yet)` : `${folder}: ${names.sort().join(', ')}`
}

function countsOf({ manifest: { nodes, sources } }: OpenProject): string {
  const kinds = [...nodes.values(), ...sources.values()].map(({ kind }) => kind)
  const counts = [...new Set(kinds)].map(kind => `${kind} ${kinds.filter(each => each === kind).length}`)
  return counts.length === 0 ? 'none yet' : counts.join(', ')
}

async function engineVersion(opened: OpenProject, runtime: Runtime, version: string): Promise<string> {
  await using engine = await openEngine(opened, {
    runtime,
    threads: 1,
    version,
    runTime: runtime.clock.now(),
  })
  const { rows } = await engine.warehouse.withWorker(async worker =>
    worker.query(await worker.bind({ node: 'debug', sql: 'select version()', relations: [] })),
  )
  return `DuckDB ${String(rows[0]?.[0])}`
}
