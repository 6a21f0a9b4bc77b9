import { bug } from '../../../errors/bug.ts'
import { GildError } from '../../../errors/gild-error.ts'
import { describe, type Token } from '../lexer/token.ts'
import type { Span } from '../syntax/ast.ts'
import type { Source } from '../syntax/template.ts'

/** Where the parser stands. */
export interface Cursor {
  readonly source: Source
  readonly tokens: readonly Token[]
  /** Names of filters and tests; others are errors. */
  readonly filters: ReadonlySet<string>
  readonly tests: ReadonlySet<string>
  /** Blocks that are open here, innermost last. */
  readonly open: OpenBlock[]
  index: number
  /** Loops that `break` could end here. */
  loops: number
}

export interface OpenBlock {
  readonly tag: string
  readonly start: number
  /** The tags that go on with it or close it. */
  readonly ends: readonly string[]
}

export function peek(cursor: Cursor, ahead = 0): Token {
  return (
    cursor.tokens[Math.min(cursor.index + ahead, cursor.tokens.length - 1)] ??
    bug('a template without tokens')
  )
}

export function next(cursor: Cursor): Token {
  const token = peek(cursor)
  cursor.index++
  return token
}

export function isOperator(cursor: Cursor, text: string): boolean {
  const token = peek(cursor)
  return token.kind === 'operator' && token.text === text
}

export function isName(cursor: Cursor, text: string): boolean {
  const token = peek(cursor)
  return token.kind === 'name' && token.text === text
}

/** Steps over the operator if it is here. */
export function skip(cursor: Cursor, operator: string): boolean {
  if (!isOperator(cursor, operator)) return false
  cursor.index++
  return true
}

/** Steps over the name if it is here. */
export function skipName(cursor: Cursor, name: string): boolean {
  if (!isName(cursor, name)) return false
  cursor.index++
  return true
}

export function expectOperator(cursor: Cursor, operator: string): Token {
  if (isOperator(cursor, operator)) return next(cursor)
  return failExpected(cursor, `"${operator}"`)
}

export function expectName(cursor: Cursor, what = 'a name'): Token {
  if (peek(cursor).kind === 'name') return next(cursor)
  return failExpected(cursor, what)
}

export function expectEnd(cursor: Cursor, kind: 'print-end' | 'block-end'): Token {
  if (peek(cursor).kind === kind) return next(cursor)
  return failExpected(cursor, kind === 'print-end' ? '"}}"' : '"%}"')
}

export function failExpected(cursor: Cursor, expected: string): never {
  return fail(cursor, `expected ${expected}, got ${describe(peek(cursor))}`)
}

export function fail(cursor: Cursor, problem: string, at: Span = peek(cursor)): never {
  throw new GildError(
    'template-syntax',
    { problem, inside: inside(cursor) },
    { at: cursor.source.location(at) },
  )
}

/** The innermost open block, for messages. */
export function inside(cursor: Cursor): { tag: string; line: number } | undefined {
  const block = cursor.open.at(-1)
  return block && { tag: block.tag, line: cursor.source.position(block.start).line }
}

/** From the first token of a node to the last one read. */
export function spanFrom(cursor: Cursor, first: Span): Span {
  return { start: first.start, end: cursor.tokens[cursor.index - 1]?.end ?? first.end }
}
