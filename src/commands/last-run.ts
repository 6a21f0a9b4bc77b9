import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlanCommand } from '../core/plan/plan.ts'
import type { LastRun } from '../ports/run-event.ts'
import type { ProjectSettings } from './open-project.ts'

/** What `run_results.json` says of the last run. */
export interface RunRecord {
  /** As far as gild wrote it. */
  readonly command: PlanCommand | undefined
  readonly fullRefresh: boolean
  /** Undefined when the command line said nothing. */
  readonly storeFailures?: boolean | undefined
  readonly vars: Readonly<Record<string, unknown>>
  /** Of the whole run. */
  readonly elapsedMs: number
  readonly results: readonly NodeRecord[]
}

export interface NodeRecord {
  readonly id: string
  readonly status: string
  readonly executionMs: number
}

/** The last run of a project that wrote its results; undefined when there is none, or none that can be read. */
export async function readLastRun({ folder, project }: ProjectSettings): Promise<RunRecord | undefined> {
  const file = join(folder, project.targetPath, 'run_results.json')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parse(text)
}

/**
 * What a run of these nodes may take; undefined when the last one did nothing, because then it says nothing of one that
 * does.
 */
export function estimateFrom({ results, elapsedMs }: RunRecord, ids: readonly string[]): LastRun | undefined {
  const busy = results.filter(({ status }) => didSomething.has(status))
  const wanted = new Set(ids)
  const work = busy.reduce((sum, { executionMs }) => sum + executionMs, 0)
  if (work === 0) return undefined
  return {
    nodeMs: new Map(busy.filter(({ id }) => wanted.has(id)).map(({ id, executionMs }) => [id, executionMs])),
    parallel: Math.max(1, work / Math.max(1, elapsedMs)),
  }
}

const didSomething: ReadonlySet<string> = new Set(['success', 'pass', 'warn', 'fail'])

function parse(text: string): RunRecord | undefined {
  try {
    const file: unknown = JSON.parse(text)
    if (!isObject(file) || !Array.isArray(file.results)) return undefined
    const args = isObject(file.args) ? file.args : {}
    return {
      command: commands.find(command => command === args.which),
      fullRefresh: args.full_refresh === true,
      storeFailures: args.store_failures === true ? true : undefined,
      vars: isObject(args.vars) ? args.vars : {},
      elapsedMs: milliseconds(file.elapsed_time),
      results: file.results.flatMap(nodeRecord),
    }
  } catch {
    return undefined
  }
}

const commands = ['build', 'run', 'test', 'seed'] as const satisfies readonly PlanCommand[]

function nodeRecord(result: unknown): readonly NodeRecord[] {
  if (!isObject(result) || typeof result.unique_id !== 'string' || typeof result.status !== 'string')
    return []
  return [{ id: result.unique_id, status: result.status, executionMs: milliseconds(result.execution_time) }]
}

function milliseconds(seconds: unknown): number {
  return typeof seconds === 'number' ? seconds * 1000 : 0
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
