import type { NodeOutcome } from '../../ports/run-event.ts'
import { jsonText } from './json.ts'
import { type ArtifactMetadata, isoTime, metadataJson } from './metadata.ts'

export interface RunResultsInput {
  readonly metadata: ArtifactMetadata
  readonly outcomes: readonly NodeOutcome[]
  /** Of the whole run. */
  readonly elapsedMs: number
  /** The command and its options, as dbt's `args`. */
  readonly args: Readonly<Record<string, unknown>>
}

/** dbt's `run_results.json`, v6, as text: results by position. */
export function runResultsJson({ metadata, outcomes, elapsedMs, args }: RunResultsInput): string {
  const inOrder = [...outcomes].sort((a, b) => a.position - b.position)
  return jsonText({
    metadata: metadataJson(metadata, 'run-results/v6'),
    results: inOrder.map(resultJson),
    elapsed_time: elapsedMs / 1000,
    args: { ...args, invocation_id: metadata.invocationId },
  })
}

/** One result of `run_results.json`. */
export function resultJson(outcome: NodeOutcome): Readonly<Record<string, unknown>> {
  return {
    status: statusOf(outcome),
    timing: timing(outcome),
    thread_id: outcome.thread,
    execution_time: (outcome.compileMs + outcome.executeMs) / 1000,
    adapter_response: adapterResponse(outcome),
    message: outcome.message ?? null,
    failures: outcome.failures ?? null,
    unique_id: outcome.id,
    compiled: outcome.resourceType === 'seed' ? null : outcome.compiledSql !== undefined,
    compiled_code: outcome.compiledSql ?? null,
    relation_name: outcome.relation ?? null,
    batch_results: null,
  }
}

// dbt's tests know no `no-op`: one that is on record as passed on these versions has passed.
function statusOf({ resourceType, status }: NodeOutcome): string {
  return resourceType === 'test' && status === 'no-op' ? 'pass' : status
}

function timing({ status, startedAt, compileMs, executeMs }: NodeOutcome): readonly unknown[] {
  if (status === 'skipped') return []
  const compiledAt = startedAt + compileMs
  return [
    { name: 'compile', started_at: isoTime(startedAt), completed_at: isoTime(compiledAt) },
    { name: 'execute', started_at: isoTime(compiledAt), completed_at: isoTime(compiledAt + executeMs) },
  ]
}

function adapterResponse({
  rows,
  version,
  filesAdded,
  bytesAdded,
}: NodeOutcome): Readonly<Record<string, unknown>> {
  return { rows_affected: rows, version, files_added: filesAdded, bytes_added: bytesAdded }
}
