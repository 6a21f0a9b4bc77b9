import type { ErrorEntry } from './entry.ts'
import { type ErrorCode, type ErrorParams, errorTable } from './error-table.ts'
import type { Location } from './location.ts'

export interface GildErrorOptions {
  readonly at?: Location | undefined
  readonly cause?: unknown
}

/** A problem the user can fix, or a failure of the world outside. Anything else that is thrown is a bug of ours. */
export class GildError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'GildError'
  readonly code: C
  readonly params: ErrorParams<C>
  readonly at: Location | undefined
  readonly hint: string | undefined
  readonly retryable: boolean

  constructor(code: C, params: ErrorParams<C>, options: GildErrorOptions = {}) {
    const { message, hint, retryable } = errorTable[code] as unknown as ErrorEntry<ErrorParams<C>>
    super(message(params), options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.params = params
    this.at = options.at
    this.hint = hint?.(params)
    this.retryable = retryable === true
  }
}

/** True for the given code only, so that callers decide by code and never by message. */
export function isGildError<C extends ErrorCode>(error: unknown, code?: C): error is GildError<C> {
  return error instanceof GildError && (code === undefined || error.code === code)
}
