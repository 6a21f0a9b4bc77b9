import type { Compiled } from '../core/compile/compiled.ts'
import { locateError } from '../core/compile/locate-error.ts'
import { GildError, isGildError } from '../errors/gild-error.ts'

/** Runs `work`; an SQL error that it throws gets its place in the template instead of an offset in the compiled SQL, or at least its file. */
export async function withTemplatePlace<T>(compiled: Compiled, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isGildError(error, 'sql-error') || error.at !== undefined) throw error
    const { offset } = error.params
    const at = offset === undefined ? { file: compiled.map.locate(0).file } : locateError(compiled, offset)
    throw new GildError('sql-error', error.params, { at, cause: error.cause })
  }
}
