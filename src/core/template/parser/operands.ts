import { describe, type Token } from '../lexer/token.ts'
import type { Expression, LiteralExpression, Span } from '../syntax/ast.ts'
import { parseArguments } from './arguments.ts'
import {
  type Cursor,
  expectOperator,
  fail,
  failExpected,
  isName,
  isOperator,
  next,
  peek,
  skip,
  spanFrom,
} from './cursor.ts'
import { parseFilterCall, parseTest } from './filters.ts'
import type { Grammar } from './grammar.ts'

/** A value with its signs, attributes, items, calls, filters and tests. */
export function parseOperand(cursor: Cursor, grammar: Grammar): Expression {
  const first = peek(cursor)
  return parseFilters(cursor, grammar, { expression: parseSigned(cursor, grammar), first })
}

// A sign binds tighter than a filter, and looser than attributes and calls: -x.y|abs is (-(x.y))|abs.
function parseSigned(cursor: Cursor, grammar: Grammar): Expression {
  const first = peek(cursor)
  if (isOperator(cursor, '-') || isOperator(cursor, '+')) {
    const kind = next(cursor).text === '-' ? 'negative' : 'positive'
    const operand = parseSigned(cursor, grammar)
    const signed: Expression = { kind, operand, ...spanFrom(cursor, first) }
    return parsePostfix(cursor, grammar, { expression: signed, first })
  }
  return parsePostfix(cursor, grammar, { expression: parsePrimary(cursor, grammar), first })
}

interface Started {
  readonly expression: Expression
  readonly first: Span
}

function parsePostfix(cursor: Cursor, grammar: Grammar, { expression, first }: Started): Expression {
  let result = expression
  for (;;) {
    if (skip(cursor, '.')) result = parseAttribute(cursor, { expression: result, first })
    else if (isOperator(cursor, '[')) result = parseSubscript(cursor, grammar, { expression: result, first })
    else if (isOperator(cursor, '(')) result = parseCall(cursor, grammar, { expression: result, first })
    else return result
  }
}

function parseAttribute(cursor: Cursor, { expression, first }: Started): Expression {
  const name = peek(cursor)
  if (name.kind === 'name') {
    next(cursor)
    return { kind: 'attribute', object: expression, name: name.text, ...spanFrom(cursor, first) }
  }
  if (name.kind !== 'integer') return failExpected(cursor, 'a name or a number after "."')
  next(cursor)
  const key = literal(name.value, name)
  return { kind: 'item', object: expression, key, ...spanFrom(cursor, first) }
}

function parseCall(cursor: Cursor, grammar: Grammar, { expression, first }: Started): Expression {
  const args = parseArguments(cursor, grammar)
  return { kind: 'call', callee: expression, arguments: args, ...spanFrom(cursor, first) }
}

interface Slice {
  readonly from: Expression | undefined
  readonly to: Expression | undefined
  readonly step: Expression | undefined
}

function parseSubscript(cursor: Cursor, grammar: Grammar, { expression, first }: Started): Expression {
  const bracket = next(cursor)
  const keys: Expression[] = []
  do {
    const slice = parseSubscriptPart(cursor, grammar)
    if (!('from' in slice)) keys.push(slice)
    else if (keys.length > 0 || isOperator(cursor, ','))
      return fail(cursor, 'a slice cannot be one of several keys', bracket)
    else {
      expectOperator(cursor, ']')
      return { kind: 'slice', object: expression, ...slice, ...spanFrom(cursor, first) }
    }
  } while (skip(cursor, ','))
  expectOperator(cursor, ']')
  const [only] = keys
  const key: Expression =
    keys.length === 1 && only ? only : { kind: 'tuple', items: keys, ...spanFrom(cursor, bracket) }
  return { kind: 'item', object: expression, key, ...spanFrom(cursor, first) }
}

function parseSubscriptPart(cursor: Cursor, grammar: Grammar): Expression | Slice {
  const bound = () =>
    isOperator(cursor, ':') || isOperator(cursor, ']') || isOperator(cursor, ',')
      ? undefined
      : grammar.expression(cursor)
  const from = bound()
  if (!skip(cursor, ':')) return from ?? failExpected(cursor, 'a key')
  const to = bound()
  return { from, to, step: skip(cursor, ':') ? bound() : undefined }
}

function parseFilters(cursor: Cursor, grammar: Grammar, { expression, first }: Started): Expression {
  let result = expression
  for (;;) {
    if (skip(cursor, '|')) {
      const filter = parseFilterCall(cursor, grammar)
      result = { kind: 'filter', operand: result, filter, ...spanFrom(cursor, first) }
    } else if (isName(cursor, 'is')) {
      result = parseTest(cursor, { ...grammar, primary: parseTestArgument }, { operand: result, first })
    } else if (isOperator(cursor, '(')) result = parseCall(cursor, grammar, { expression: result, first })
    else return result
  }
}

function parseTestArgument(cursor: Cursor, grammar: Grammar): Expression {
  const first = peek(cursor)
  return parsePostfix(cursor, grammar, { expression: parsePrimary(cursor, grammar), first })
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])

function parsePrimary(cursor: Cursor, grammar: Grammar): Expression {
  const token = next(cursor)
  switch (token.kind) {
    case 'name': {
      const constant = constants.get(token.text)
      const span = spanFrom(cursor, token)
      return constant === undefined ? { kind: 'name', name: token.text, ...span } : literal(constant, span)
    }
    case 'string':
      return parseStrings(cursor, token)
    case 'integer':
      return literal(token.value, spanFrom(cursor, token))
    case 'float':
      return { ...literal(token.value, spanFrom(cursor, token)), float: true }
    case 'operator':
      return parseBracketed(cursor, grammar, token)
    default:
      return fail(cursor, `expected an expression, got ${describe(token)}`, token)
  }
}

/** Adjacent strings are one. */
function parseStrings(cursor: Cursor, first: Token): Expression {
  let text = first.text
  while (peek(cursor).kind === 'string') text += next(cursor).text
  return literal(text, spanFrom(cursor, first))
}

function parseBracketed(cursor: Cursor, grammar: Grammar, bracket: Token): Expression {
  switch (bracket.text) {
    case '(': {
      const tuple = grammar.tuple(cursor, { empty: true })
      expectOperator(cursor, ')')
      return tuple
    }
    case '[': {
      const items = parseItems(cursor, ']', () => grammar.expression(cursor))
      return { kind: 'list', items, ...spanFrom(cursor, bracket) }
    }
    case '{': {
      const entries = parseItems(cursor, '}', () => parseEntry(cursor, grammar))
      return { kind: 'dict', entries, ...spanFrom(cursor, bracket) }
    }
    default:
      return fail(cursor, `expected an expression, got ${describe(bracket)}`, bracket)
  }
}

function parseEntry(cursor: Cursor, grammar: Grammar): { key: Expression; value: Expression } {
  const key = grammar.expression(cursor)
  expectOperator(cursor, ':')
  return { key, value: grammar.expression(cursor) }
}

/** Items with commas between them, one more allowed at the end, up to the closing bracket. */
function parseItems<T>(cursor: Cursor, close: string, parseItem: () => T): T[] {
  const items: T[] = []
  while (!isOperator(cursor, close)) {
    items.push(parseItem())
    if (!skip(cursor, ',')) break
  }
  expectOperator(cursor, close)
  return items
}

function literal(value: LiteralExpression['value'], { start, end }: Span): LiteralExpression {
  return { kind: 'literal', value, float: false, start, end }
}
