import type { Compiled } from '../core/compile/compiled.ts'
import { locateError } from '../core/compile/locate-error.ts'
import { GildError, isGildError } from '../errors/gild-error.ts'

/** Runs `work`; an SQL error that it throws gets its place in the template instead of an offset in the compiled SQL. */
export async function withTemplatePlace<T>(compiled: Compiled, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isGildError(error, 'sql-error') || error.at !== undefined || error.params.offset === undefined)
      throw error
    const at = locateError(compiled, error.params.offset)
    throw new GildError('sql-error', error.params, { at, cause: error.cause })
  }
}
