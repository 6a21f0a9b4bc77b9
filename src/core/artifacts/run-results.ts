import { bug } from '../../errors/bug.ts'
import type { NodeOutcome } from '../../ports/run-event.ts'

/** What stands in the `metadata` of every artifact. */
export interface ArtifactMetadata {
  readonly gildVersion: string
  readonly invocationId: string
  /** Milliseconds since the epoch. */
  readonly generatedAt: number
  /** When the run started. */
  readonly startedAt: number
}

export interface RunResultsInput {
  readonly metadata: ArtifactMetadata
  readonly outcomes: readonly NodeOutcome[]
  /** Of the whole run. */
  readonly elapsedMs: number
  /** The command and its options, as dbt's `args`. */
  readonly args: Readonly<Record<string, unknown>>
}

/** dbt's `run_results.json`, v6, as text. Throws nothing. */
export function runResultsJson(input: RunResultsInput): string {
  return bug(`no run results of ${input.outcomes.length}`)
}
