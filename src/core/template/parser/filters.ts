import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { Arguments, Expression, FilterCall, Span } from '../syntax/ast.ts'
import { noArguments, parseArguments, parseDottedName } from './arguments.ts'
import { type Cursor, fail, isName, isOperator, next, peek, skip, skipName, spanFrom } from './cursor.ts'
import type { Grammar } from './grammar.ts'

/** The name and arguments of a filter; the `|` before it is read already. */
export function parseFilterCall(cursor: Cursor, grammar: Grammar): FilterCall {
  const { name, ...span } = parseDottedName(cursor, 'the name of a filter')
  if (!cursor.filters.has(name)) {
    const params = { filter: name, closest: nearest(name, cursor.filters) }
    throw new GildError('template-unknown-filter', params, { at: cursor.source.location(span) })
  }
  const args = isOperator(cursor, '(') ? parseArguments(cursor, grammar) : noArguments
  return { name, arguments: args, ...spanFrom(cursor, span) }
}

/** `| a | b(1)`: any number, in order of application. */
export function parseFilterCalls(cursor: Cursor, grammar: Grammar): readonly FilterCall[] {
  const filters: FilterCall[] = []
  while (skip(cursor, '|')) filters.push(parseFilterCall(cursor, grammar))
  return filters
}

interface TestGrammar extends Grammar {
  /** The one argument a test may have without brackets: `x is divisibleby 3`. */
  primary(cursor: Cursor, grammar: Grammar): Expression
}

/** `is name`, `is not name(1)`, `is name 1`. */
export function parseTest(
  cursor: Cursor,
  grammar: TestGrammar,
  { operand, first }: { readonly operand: Expression; readonly first: Span },
): Expression {
  next(cursor)
  const negated = skipName(cursor, 'not')
  const { name, ...span } = parseDottedName(cursor, 'the name of a test')
  if (!cursor.tests.has(name)) {
    const params = { test: name, closest: nearest(name, cursor.tests) }
    throw new GildError('template-unknown-test', params, { at: cursor.source.location(span) })
  }
  const args = parseTestArguments(cursor, grammar)
  const test = { name, arguments: args, ...spanFrom(cursor, span) }
  const result: Expression = { kind: 'test', operand, test, ...spanFrom(cursor, first) }
  return negated ? { kind: 'not', operand: result, start: result.start, end: result.end } : result
}

const notAnArgument: ReadonlySet<string> = new Set(['else', 'or', 'and'])

function parseTestArguments(cursor: Cursor, grammar: TestGrammar): Arguments {
  if (isOperator(cursor, '(')) return parseArguments(cursor, grammar)
  const { kind, text } = peek(cursor)
  const begins =
    (kind === 'name' && !notAnArgument.has(text)) ||
    kind === 'string' ||
    kind === 'integer' ||
    kind === 'float' ||
    isOperator(cursor, '[') ||
    isOperator(cursor, '{')
  if (!begins) return noArguments
  if (isName(cursor, 'is')) return fail(cursor, 'two tests with "is" need brackets around the first')
  return { ...noArguments, positional: [grammar.primary(cursor, grammar)] }
}
