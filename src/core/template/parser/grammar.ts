import type { Expression } from '../syntax/ast.ts'
import type { Cursor } from './cursor.ts'

/** The rules that the parts of an expression come back to; passed down, because files do not import each other in a circle. */
export interface Grammar {
  expression(cursor: Cursor): Expression
  tuple(cursor: Cursor, options?: { conditional?: boolean; empty?: boolean }): Expression
}
