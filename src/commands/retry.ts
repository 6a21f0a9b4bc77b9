import { GildError } from '../errors/gild-error.ts'
import { type RunRecord, readLastRun } from './last-run.ts'
import { openSettings } from './open-project.ts'
import { type CommandDeps, type RunOptions, type RunSummary, runPlan } from './run-plan.ts'

export type RetryOptions = Omit<RunOptions, 'select' | 'exclude' | 'only' | 'fullRefresh'>

/**
 * Runs the nodes of the last run again that failed or were skipped, with its command, variables, full
 * refresh and stored failures.
 * Undefined when there are none. Throws `no-last-run`.
 */
export async function retry(options: RetryOptions, deps: CommandDeps): Promise<RunSummary | undefined> {
  const settings = await openSettings(options, deps.runtime)
  const record = await readLastRun(settings)
  const { command } = record ?? {}
  if (record === undefined || command === undefined) {
    throw new GildError('no-last-run', { folder: settings.project.targetPath })
  }
  const only = unfinished(record)
  if (only.size === 0) return undefined
  const { fullRefresh, vars } = record
  const storeFailures = options.storeFailures ?? record.storeFailures
  return runPlan(
    command,
    {
      ...options,
      vars: { ...vars, ...options.vars },
      select: [],
      exclude: [],
      fullRefresh,
      storeFailures,
      only,
    },
    deps,
  )
}

function unfinished({ results }: RunRecord): ReadonlySet<string> {
  return new Set(results.filter(({ status }) => again.has(status)).map(({ id }) => id))
}

const again: ReadonlySet<string> = new Set(['error', 'fail', 'skipped'])
