import { type CommandDeps, type RunOptions, type RunSummary, runPlan } from './run-plan.ts'

/** The CSV files of the project into tables. */
export function seed(options: RunOptions, deps: CommandDeps): Promise<RunSummary> {
  return runPlan('seed', options, deps)
}
