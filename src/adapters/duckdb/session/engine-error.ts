import { GildError, isGildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { undeclaredFieldsMark } from '../messages/messages-sql.ts'
import { csvProblem } from './csv-problem.ts'

/** What DuckDB says about a failure (setting `errors_as_json`). */
export interface EngineProblem {
  /** `Binder`, `Parser`, `Conversion`, `Out of Memory`, `IO`, `INTERRUPT`, … */
  readonly type: string
  readonly message: string
  readonly candidates: readonly string[]
  /** In the statement, in UTF-8 bytes. */
  readonly position: number | undefined
  readonly errno: number | undefined
}

/** What a statement was for. */
export interface StatementPurpose {
  readonly node: string
  /** Undefined when the statement is all ours. */
  readonly user?: UserSql | undefined
  /** The table whose files the statement opens. */
  readonly table?: { readonly name: string; readonly version: number } | undefined
  /** Files from outside of the lake that the statement opens. */
  readonly outside?: { readonly location: string; readonly at: Location } | undefined
  /** What is written, for `disk-full`. */
  readonly writes?: string | undefined
}

/** The user's SQL in a statement. */
export interface UserSql {
  readonly sql: string
  /** What stands before it in the statement. */
  readonly before: string
  /** Whether a position that the engine names lies in the statement, and not in a view that it uses. */
  readonly located: boolean
}

/** Turns a failure of the driver into an error of ours; ours pass through. */
export function toGildError(error: unknown, purpose: StatementPurpose, memoryLimit: string): Error {
  if (isGildError(error)) return error
  const problem = parseProblem(error)
  if (problem === undefined) return error instanceof Error ? error : new Error(String(error))
  return (
    outsideFailure(problem, purpose, { memoryLimit, cause: error }) ??
    dataFailure(problem, purpose, error) ??
    sqlFailure(problem, purpose, error)
  )
}

/** Undefined for an error that is not DuckDB's. */
export function parseProblem(error: unknown): EngineProblem | undefined {
  if (!(error instanceof Error)) return undefined
  const start = error.message.indexOf('{"exception_type"')
  if (start < 0) return undefined
  const fields = parseFields(error.message.slice(start))
  if (fields === undefined) return undefined
  return {
    type: fields.exception_type ?? '',
    message: fields.exception_message ?? error.message,
    candidates: shortCandidates(fields.candidates),
    position: numberOf(fields.position),
    errno: numberOf(fields.errno),
  }
}

const noSpace = 28
const quotaExceeded = 122

function outsideFailure(
  problem: EngineProblem,
  { node, writes = 'what spills' }: StatementPurpose,
  { memoryLimit: limit, cause }: { readonly memoryLimit: string; readonly cause: unknown },
): GildError | undefined {
  if (problem.type === 'INTERRUPT') return new GildError('run-cancelled', {}, { cause })
  const text = firstParagraph(problem.message)
  const isFull = problem.errno === noSpace || problem.errno === quotaExceeded || isFullTempFolder(problem)
  if (isFull) return new GildError('disk-full', { what: writes, problem: text }, { cause })
  if (problem.type === 'Out of Memory')
    return new GildError('out-of-memory', { node, limit, problem: text }, { cause })
  return undefined
}

function dataFailure(
  problem: EngineProblem,
  { node, table, outside }: StatementPurpose,
  cause: unknown,
): GildError | undefined {
  const { message } = problem
  if (message.includes(undeclaredFieldsMark)) return new GildError('undeclared-fields', { node }, { cause })
  const csv = csvProblem(message)
  if (csv !== undefined) {
    const { file, line, problem: found } = csv
    return new GildError('csv-invalid', { file, problem: found }, { at: { file, line }, cause })
  }
  if (outside !== undefined) {
    const params = { location: outside.location, problem: cleanMessage(problem) }
    return new GildError('source-files-invalid', params, { at: outside.at, cause })
  }
  if (table !== undefined && message.startsWith('No files found')) {
    return new GildError(
      'table-file-missing',
      { table: table.name, version: table.version, problem: message },
      { cause },
    )
  }
  return undefined
}

function sqlFailure(problem: EngineProblem, { node, user }: StatementPurpose, cause: unknown): GildError {
  if (user === undefined) {
    return new GildError(
      'engine-failed',
      { what: `working for "${node}"`, problem: problem.message },
      { cause },
    )
  }
  const { candidates } = problem
  const advice = adviceFor(problem)
  const offset = user.located ? offsetIn(user.sql, user.before, problem.position) : undefined
  return new GildError(
    'sql-error',
    { node, problem: cleanMessage(problem), candidates, offset, advice },
    { cause },
  )
}

// What the engine cannot know: how tables get into a model, and that a model is one query.
function adviceFor({ message }: EngineProblem): string | undefined {
  const table = /^Table with name "?(\w+)"? does not exist/.exec(message)?.[1]
  if (table !== undefined) {
    return `A model or seed is read as {{ ref('${table}') }}, a source as {{ source('<source>', '${table}') }}.`
  }
  if (!message.startsWith('Cannot prepare multiple statements')) return undefined
  return 'A model is one SELECT: take out what follows its ";".'
}

// The engine reports a full temporary folder, and one that reached max_temp_directory_size, as a lack of memory.
function isFullTempFolder(problem: EngineProblem): boolean {
  return problem.message.includes('max_temp_directory_size')
}

function parseFields(json: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) return undefined
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, String(field)]))
  } catch {
    return undefined
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text)
}

// Overloads of a function come as one text with commas inside, and tables of the engine itself are no help: only plain
// names of the user's can be offered.
function shortCandidates(text: string | undefined): readonly string[] {
  if (text === undefined || text === '' || text.includes('(')) return []
  return text
    .split(',')
    .filter(name => !/^(pg|sqlite|duckdb)_|^information_schema/.test(name))
    .slice(0, 3)
}

// The candidates are kept apart; advice of the engine about its own settings does not fit ours.
function cleanMessage({ message }: EngineProblem): string {
  const kept = message.split('\n').filter(line => !/^(Candidate bindings|Did you mean|LINE \d+)/.test(line))
  const functions = kept.findIndex(line => line.startsWith('\tCandidate functions'))
  return shorten(functions < 0 ? kept : kept.slice(0, functions + 6))
}

function shorten(lines: readonly string[]): string {
  return lines.join('\n').trim()
}

function firstParagraph(message: string): string {
  return message.split('\n\n')[0] ?? message
}

/** From a byte position in the statement to an offset in the user's SQL, undefined when it lies outside. */
export function offsetIn(sql: string, before: string, position: number | undefined): number | undefined {
  if (position === undefined) return undefined
  const bytes = Buffer.from(sql, 'utf8')
  const at = position - Buffer.byteLength(before, 'utf8')
  if (at < 0 || at > bytes.length) return undefined
  return bytes.subarray(0, at).toString('utf8').length
}
