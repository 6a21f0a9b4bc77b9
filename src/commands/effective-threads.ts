import { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'

const keptForFiles = 8

/**
 * The number of nodes that run at a time. Each query occupies a thread of the process's pool, and without some left
 * over a file would be read only after a query has ended. Throws `too-many-threads`.
 */
export function effectiveThreads(threads: number, runtime: Pick<Runtime, 'env'>): number {
  const pool = Number(runtime.env('UV_THREADPOOL_SIZE') ?? Number.NaN)
  if (threads > pool - keptForFiles) {
    throw new GildError('too-many-threads', { threads, pool, limit: pool - keptForFiles })
  }
  return threads
}
