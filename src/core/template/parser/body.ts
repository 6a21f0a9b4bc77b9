import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { Token } from '../lexer/token.ts'
import type { Statement } from '../syntax/ast.ts'
import { type Cursor, expectEnd, fail, inside, next, type OpenBlock, peek, skip, spanFrom } from './cursor.ts'
import { parseTuple } from './expressions.ts'

/** Reads one statement; the cursor stands behind its name, and is left before the `%}`. `begin` is the `{%`. */
export type TagParser = (cursor: Cursor, begin: Token, parser: BodyParser) => Statement

/** The statements a template may hold. */
export interface BodyParser {
  readonly tags: ReadonlyMap<string, TagParser>
}

/** The whole template. */
export function parseBody(cursor: Cursor, parser: BodyParser): readonly Statement[] {
  const body: Statement[] = []
  while (peek(cursor).kind !== 'template-end') body.push(parseStatement(cursor, parser))
  return body
}

/**
 * The body of a block, from the end of its opening tag up to one of its `ends`. The cursor is left behind the name of
 * that tag, which is given too.
 */
export function parseBlock(
  cursor: Cursor,
  parser: BodyParser,
  block: OpenBlock,
): {
  readonly body: readonly Statement[]
  readonly end: string
  readonly bodySpan: { start: number; end: number }
} {
  skip(cursor, ':')
  const { end: start } = expectEnd(cursor, 'block-end')
  const body: Statement[] = []
  cursor.open.push(block)
  for (;;) {
    const begin = peek(cursor)
    const name = peek(cursor, 1)
    if (begin.kind === 'template-end') return failUnclosed(cursor, block)
    if (begin.kind === 'block-begin' && name.kind === 'name' && block.ends.includes(name.text)) {
      cursor.open.pop()
      cursor.index += 2
      return { body, end: name.text, bodySpan: { start, end: begin.start } }
    }
    body.push(parseStatement(cursor, parser))
  }
}

function parseStatement(cursor: Cursor, parser: BodyParser): Statement {
  const token = next(cursor)
  switch (token.kind) {
    case 'data':
      return { kind: 'data', text: token.text, start: token.start, end: token.end }
    case 'print-begin': {
      const expressions = [parseTuple(cursor)]
      expectEnd(cursor, 'print-end')
      return { kind: 'print', expressions, ...spanFrom(cursor, token) }
    }
    default: {
      const statement = parseTag(cursor, token, parser)
      expectEnd(cursor, 'block-end')
      return { ...statement, ...spanFrom(cursor, token) }
    }
  }
}

function parseTag(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const name = peek(cursor)
  if (name.kind !== 'name') return fail(cursor, 'expected the name of a tag after "{%"')
  const parseIt = parser.tags.get(name.text)
  if (parseIt === undefined) return failUnknownTag(cursor, name, parser)
  next(cursor)
  return parseIt(cursor, begin, parser)
}

function failUnknownTag(cursor: Cursor, name: Token, parser: BodyParser): never {
  const expected = cursor.open.at(-1)?.ends ?? []
  const closest = nearest(name.text, [...expected, ...parser.tags.keys()])
  const params = { tag: name.text, expected, inside: inside(cursor), closest }
  throw new GildError('template-unknown-tag', params, { at: cursor.source.location(name) })
}

function failUnclosed(cursor: Cursor, { tag, start, ends }: OpenBlock): never {
  const { line } = cursor.source.position(start)
  const at = cursor.source.location({ start, end: start + 2 })
  throw new GildError('template-unclosed-block', { tag, line, expected: ends }, { at })
}
