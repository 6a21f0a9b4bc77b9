import type { ErrorEntry } from '../../errors/entry.ts'
import { errorTable } from '../../errors/error-table.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'

/** Every single problem inside `errors`, each once: one error may reach several nodes, and an AggregateError holds many. */
export function collectProblems(errors: readonly unknown[]): readonly unknown[] {
  const problems = new Map<unknown, unknown>()
  for (const error of errors.flatMap(flatten)) {
    const key = identityOf(error)
    if (!problems.has(key)) problems.set(key, error)
  }
  return [...problems.values()]
}

/** 130 for a cancelled run, 1 when only nodes failed, 2 for everything that keeps a run from starting, bugs included. */
export function exitCodeOf(error: unknown): 1 | 2 | 130 {
  const problems = collectProblems([error])
  if (problems.length > 0 && problems.every(isCancellation)) return 130
  return problems.every(isRunProblem) ? 1 : 2
}

export function isCancellation(error: unknown): boolean {
  return isGildError(error, 'run-cancelled') || (error instanceof Error && error.name === 'AbortError')
}

/** The entry of a code, as its readers outside the error class see it. */
export function entryOf(error: GildError): ErrorEntry<never> {
  return errorTable[error.code] as ErrorEntry<never>
}

function isRunProblem(error: unknown): boolean {
  return isGildError(error) && entryOf(error).stage === 'run'
}

function flatten(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(flatten) : [error]
}

function identityOf(error: unknown): unknown {
  if (!(error instanceof GildError)) return error
  const { file, line, column } = error.at ?? {}
  return [error.code, error.message, file, line, column].join('\n')
}
