import { type CommandDeps, type RunOptions, type RunSummary, runPlan } from './run-plan.ts'

/** Models without their data tests, as dbt's run does. */
export function run(options: RunOptions, deps: CommandDeps): Promise<RunSummary> {
  return runPlan('run', options, deps)
}
