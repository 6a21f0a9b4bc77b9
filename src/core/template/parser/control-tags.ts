import type { Token } from '../lexer/token.ts'
import type { Expression, FilterCall, Statement, Target } from '../syntax/ast.ts'
import { type BodyParser, parseBlock, type TagParser } from './body.ts'
import { type Cursor, expectOperator, fail, peek, skip, skipName, spanFrom } from './cursor.ts'
import { parseExpression, parseTuple } from './expressions.ts'
import { parseFilterCall, parseFilterCalls } from './filters.ts'
import { parseTarget } from './targets.ts'

const grammar = { expression: parseExpression, tuple: parseTuple }

/** Jinja's own statements, but for macros. */
export const controlTags = {
  if: parseIf,
  for: parseFor,
  set: parseSet,
  with: parseWith,
  filter: parseFilterBlock,
  do: (cursor, begin) => {
    const expression = parseTuple(cursor)
    return { kind: 'do', expression, ...spanFrom(cursor, begin) }
  },
  print: (cursor, begin) => {
    const expressions = parseList(cursor, () => parseExpression(cursor))
    return { kind: 'print', expressions, ...spanFrom(cursor, begin) }
  },
  break: (cursor, begin) => parseJump(cursor, begin, 'break'),
  continue: (cursor, begin) => parseJump(cursor, begin, 'continue'),
  autoescape: parseAutoescape,
} satisfies Record<string, TagParser>

function parseIf(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const condition = parseTuple(cursor, { conditional: false })
  const block = { tag: 'if', start: begin.start, ends: ['elif', 'else', 'endif'] }
  const { body, end } = parseBlock(cursor, parser, block)
  const otherwise = end === 'endif' ? [] : parseOtherwise(cursor, begin, { parser, end })
  return { kind: 'if', condition, body, otherwise, ...spanFrom(cursor, begin) }
}

function parseOtherwise(
  cursor: Cursor,
  begin: Token,
  { parser, end }: { parser: BodyParser; end: string },
): readonly Statement[] {
  if (end === 'elif') return [parseIf(cursor, begin, parser)]
  return parseBlock(cursor, parser, { tag: 'if', start: begin.start, ends: ['endif'] }).body
}

function parseFor(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const target = parseTarget(cursor)
  if (!skipName(cursor, 'in')) return fail(cursor, 'expected "in" after the names of the loop')
  const iterable = parseTuple(cursor, { conditional: false })
  const condition = skipName(cursor, 'if') ? parseExpression(cursor) : undefined
  const recursive = skipName(cursor, 'recursive')
  cursor.loops++
  const { body, end } = parseBlock(cursor, parser, {
    tag: 'for',
    start: begin.start,
    ends: ['else', 'endfor'],
  })
  cursor.loops--
  const otherwise =
    end === 'else'
      ? parseBlock(cursor, parser, { tag: 'for', start: begin.start, ends: ['endfor'] }).body
      : []
  const parts = { target, iterable, condition, recursive, body, otherwise }
  return { kind: 'for', ...parts, ...spanFrom(cursor, begin) }
}

function parseSet(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const target = parseTarget(cursor, { namespaces: true })
  if (skip(cursor, '=')) return { kind: 'set', target, value: parseTuple(cursor), ...spanFrom(cursor, begin) }
  const filters = parseFilterCalls(cursor, grammar)
  const { body } = parseBlock(cursor, parser, { tag: 'set', start: begin.start, ends: ['endset'] })
  return { kind: 'set-block', target, filters, body, ...spanFrom(cursor, begin) }
}

function parseWith(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const assignments: { target: Target; value: Expression }[] = parseList(cursor, () => {
    const target = parseTarget(cursor)
    expectOperator(cursor, '=')
    return { target, value: parseExpression(cursor) }
  })
  const { body } = parseBlock(cursor, parser, { tag: 'with', start: begin.start, ends: ['endwith'] })
  return { kind: 'with', assignments, body, ...spanFrom(cursor, begin) }
}

function parseFilterBlock(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const filters: FilterCall[] = [parseFilterCall(cursor, grammar), ...parseFilterCalls(cursor, grammar)]
  const { body } = parseBlock(cursor, parser, { tag: 'filter', start: begin.start, ends: ['endfilter'] })
  return { kind: 'filter-block', filters, body, ...spanFrom(cursor, begin) }
}

function parseJump(cursor: Cursor, begin: Token, kind: 'break' | 'continue'): Statement {
  if (cursor.loops === 0) return fail(cursor, `"${kind}" stands outside of a loop`, begin)
  return { kind, ...spanFrom(cursor, begin) }
}

// SQL is never escaped, so only the form that changes nothing has a meaning here.
function parseAutoescape(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const value = parseExpression(cursor)
  if (value.kind !== 'literal' || value.value !== false)
    return fail(cursor, '"autoescape" can only be false', value)
  const block = { tag: 'autoescape', start: begin.start, ends: ['endautoescape'] }
  const { body } = parseBlock(cursor, parser, block)
  return { kind: 'with', assignments: [], body, ...spanFrom(cursor, begin) }
}

/** Items with commas between them up to the end of the tag. */
function parseList<T>(cursor: Cursor, parseItem: () => T): T[] {
  const items: T[] = []
  while (peek(cursor).kind !== 'block-end') {
    if (items.length > 0) expectOperator(cursor, ',')
    items.push(parseItem())
  }
  return items
}
