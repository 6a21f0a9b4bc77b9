import { type CommandDeps, type RunOptions, type RunSummary, runPlan } from './run-plan.ts'

/** The data tests of what is published now. */
export function test(options: RunOptions, deps: CommandDeps): Promise<RunSummary> {
  return runPlan('test', options, deps)
}
