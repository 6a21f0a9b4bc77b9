import { type CommandDeps, type RunOptions, type RunSummary, runPlan } from './run-plan.ts'

/** Seeds, models and their data tests in DAG order: a failed data test skips what reads the model. */
export function build(options: RunOptions, deps: CommandDeps): Promise<RunSummary> {
  return runPlan('build', options, deps)
}
