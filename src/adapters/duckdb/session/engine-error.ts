import type { ErrorCode, ErrorParams } from '../../../errors/error-table.ts'
import { GildError, isGildError } from '../../../errors/gild-error.ts'

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
  /** The user's SQL inside the statement; undefined when the statement is all ours. */
  readonly sql?: string | undefined
  /** What stands before the user's SQL in the statement. */
  readonly before?: string | undefined
  /** What is written, for `disk-full`. */
  readonly writes?: string | undefined
  readonly memoryLimit: string
}

/** Turns a failure of the driver into an error of ours; ours pass through. */
export function toGildError(error: unknown, purpose: StatementPurpose): Error {
  if (isGildError(error)) return error
  const problem = parseProblem(error)
  if (problem === undefined) return error instanceof Error ? error : new Error(String(error))
  const [code, params] = classify(problem, purpose)
  return new GildError(code, params, { cause: error })
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

function classify(problem: EngineProblem, purpose: StatementPurpose): [ErrorCode, ErrorParams<ErrorCode>] {
  const { node } = purpose
  if (problem.type === 'INTERRUPT') return ['run-cancelled', {}]
  if (problem.type === 'Out of Memory') {
    const params = { node, limit: purpose.memoryLimit, problem: firstParagraph(problem.message) }
    return isFullTempFolder(problem)
      ? ['disk-full', { what: 'what spills', problem: params.problem }]
      : ['out-of-memory', params]
  }
  if (problem.errno === noSpace || problem.errno === quotaExceeded) {
    return ['disk-full', { what: purpose.writes ?? 'what spills', problem: problem.message }]
  }
  if (purpose.sql === undefined)
    return ['engine-failed', { what: `working for "${node}"`, problem: problem.message }]
  return [
    'sql-error',
    {
      node,
      problem: cleanMessage(problem),
      candidates: problem.candidates,
      offset: offsetIn(purpose.sql, purpose.before ?? '', problem.position),
    },
  ]
}

// The engine reports a full temporary folder, and one that reached max_temp_directory_size, as a lack of memory.
function isFullTempFolder(problem: EngineProblem): boolean {
  return problem.errno === noSpace || problem.message.includes('max_temp_directory_size')
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

// Overloads of a function come as one text with commas inside; only plain names can be offered.
function shortCandidates(text: string | undefined): readonly string[] {
  if (text === undefined || text === '' || text.includes('(')) return []
  return text.split(',').slice(0, 3)
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
