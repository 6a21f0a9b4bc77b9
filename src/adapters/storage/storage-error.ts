import { GildError, isGildError } from '../../errors/gild-error.ts'

/** The system's name of an error: `ENOENT`. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Wraps an error of the file system, once: `disk-full` or `storage-failed`. */
export function storageError(operation: string, path: string, cause: unknown): Error {
  if (isGildError(cause)) return cause
  const problem = cause instanceof Error ? cause.message : String(cause)
  const errno = errnoOf(cause)
  if (errno === 'ENOSPC' || errno === 'EDQUOT')
    return new GildError('disk-full', { what: path, problem }, { cause })
  return new GildError('storage-failed', { operation, path, reason: problem }, { cause })
}
