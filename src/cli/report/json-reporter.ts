import { GildError } from '../../errors/gild-error.ts'
import type { QueryResult, RelationRead } from '../../ports/relation.ts'
import type { NodeOutcome, RunEvent } from '../../ports/run-event.ts'
import type { Clock } from '../../ports/runtime.ts'
import { collectProblems } from '../problems/collect.ts'
import { jsonText } from './json-text.ts'
import type { Reporter } from './reporter.ts'
import { addToTally, emptyTally, totalOf } from './tally.ts'

export interface JsonReporterOptions {
  readonly write: (text: string) => void
  readonly clock: Clock
  /** Writes only what is wrong. */
  readonly quiet: boolean
}

/** For programs: one JSON object a line, with the names that docs/json-log.md lists. */
export function openJsonReporter({ write, clock, quiet }: JsonReporterOptions): Reporter {
  let tally = emptyTally
  return { onEvent, onProblems, onNotice: message => emit('notice', { message }), close: () => undefined }

  function onEvent(event: RunEvent): void {
    if (event.kind === 'node-finished') tally = addToTally(tally, event)
    if (quiet && !isProblem(event)) return
    emit(event.kind.replace('-', '_'), fieldsOf(event))
  }

  function onProblems(error: unknown): void {
    for (const problem of collectProblems([error])) emit('error', { error: problemFields(problem) })
  }

  function emit(event: string, fields: object): void {
    write(`${jsonText({ event, time: isoTime(clock.now()), ...fields })}\n`)
  }

  function fieldsOf(event: RunEvent): object {
    switch (event.kind) {
      case 'run-started': {
        const { kind: _, runId, longestName: __, lastRun: ___, ...fields } = event
        return { run_id: runId, ...fields }
      }
      case 'node-started':
        return { id: event.id, position: event.position }
      case 'node-finished':
        return outcomeFields(event)
      case 'warning':
        return warningFields(event)
      case 'message':
        return { id: event.id, level: event.level, message: event.message }
      case 'run-finished': {
        const { runId, elapsedMs, cancelled } = event
        const { 'no-op': noOp, ...counts } = tally
        return {
          run_id: runId,
          elapsed_ms: elapsedMs,
          cancelled,
          ...counts,
          no_op: noOp,
          total: totalOf(tally),
        }
      }
    }
  }
}

function isProblem(event: RunEvent): boolean {
  if (event.kind === 'warning') return true
  if (event.kind === 'message') return event.level === 'print'
  return event.kind === 'node-finished' && ['error', 'fail', 'warn'].includes(event.status)
}

function warningFields({ id, message, hint, at }: Extract<RunEvent, { kind: 'warning' }>): object {
  return { id, message, hint, at: at === undefined ? undefined : placeFields(at) }
}

function outcomeFields(outcome: NodeOutcome): object {
  return {
    id: outcome.id,
    name: outcome.name,
    resource_type: outcome.resourceType,
    describes: outcome.describes,
    position: outcome.position,
    status: outcome.status,
    started_at: isoTime(outcome.startedAt),
    compile_ms: outcome.compileMs,
    execute_ms: outcome.executeMs,
    thread: outcome.thread,
    rows: outcome.rows,
    table_version: outcome.version,
    failures: outcome.failures,
    bad_rows: outcome.badRows === undefined ? undefined : rowObjects(outcome.badRows),
    at: outcome.at === undefined ? undefined : placeFields(outcome.at),
    message: outcome.message,
    relation: outcome.relation,
    hooks: outcome.hooks,
    files_added: outcome.filesAdded,
    bytes_added: outcome.bytesAdded,
    reads: outcome.reads?.map(readFields),
    error: outcome.error === undefined ? undefined : errorFields(outcome.error),
  }
}

function rowObjects({ columns, rows }: QueryResult): readonly object[] {
  return rows.map(row => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])))
}

function readFields(read: RelationRead): object {
  return {
    schema: read.name.schema,
    name: read.name.name,
    from: read.from,
    files: read.files,
    files_before_pruning: read.filesBeforePruning,
    bytes: read.bytes,
    bytes_before_pruning: read.bytesBeforePruning,
    version: read.version,
    since: read.since,
    offsets: read.offsets,
  }
}

function errorFields(error: unknown): object {
  const [problem, ...more] = collectProblems([error]).map(problemFields)
  return problem !== undefined && more.length === 0 ? problem : { errors: [problem, ...more] }
}

function problemFields(problem: unknown): object {
  if (problem instanceof GildError) {
    const { code, message, hint, at, retryable } = problem
    return { code, message, hint, retryable, ...(at === undefined ? {} : { at: placeFields(at) }) }
  }
  return { code: 'bug', message: problem instanceof Error ? problem.message : String(problem) }
}

function placeFields({
  file,
  line,
  column,
  endLine,
  endColumn,
  calls,
}: NonNullable<GildError['at']>): object {
  return { file, line, column, end_line: endLine, end_column: endColumn, calls }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
