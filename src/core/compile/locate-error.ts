import type { Location } from '../../errors/location.ts'
import type { Compiled } from './compiled.ts'

/** Where in the templates the character at `offset` (UTF-16 units) of the compiled SQL comes from, with the macro calls that led there. */
export function locateError(compiled: Compiled, offset: number): Location {
  return compiled.map.locate(offset)
}
