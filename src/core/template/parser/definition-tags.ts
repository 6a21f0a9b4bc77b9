import type { Token } from '../lexer/token.ts'
import type { Definition, DefinitionType, Expression, Parameter, Statement } from '../syntax/ast.ts'
import { type BodyParser, parseBlock, type TagParser } from './body.ts'
import {
  type Cursor,
  expectName,
  expectOperator,
  fail,
  failExpected,
  isOperator,
  peek,
  skip,
  spanFrom,
} from './cursor.ts'
import { parseExpression } from './expressions.ts'
import { specialNames } from './special-names.ts'

/** Macros and dbt's named blocks. */
export const definitionTags = {
  macro: (cursor, begin, parser) => parseDefinition(cursor, begin, { parser, tag: 'macro', type: 'macro' }),
  test: (cursor, begin, parser) => parseDefinition(cursor, begin, { parser, tag: 'test', type: 'test' }),
  data_test: (cursor, begin, parser) =>
    parseDefinition(cursor, begin, { parser, tag: 'data_test', type: 'test' }),
  docs: (cursor, begin, parser) => parseDefinition(cursor, begin, { parser, tag: 'docs', type: 'docs' }),
  snapshot: (cursor, begin, parser) =>
    parseDefinition(cursor, begin, { parser, tag: 'snapshot', type: 'snapshot' }),
  materialization: (cursor, begin, parser) =>
    parseDefinition(cursor, begin, { parser, tag: 'materialization', type: 'materialization' }),
  call: parseCallBlock,
} satisfies Record<string, TagParser>

interface DefinitionForm {
  readonly parser: BodyParser
  readonly tag: string
  readonly type: DefinitionType
}

function parseDefinition(cursor: Cursor, begin: Token, { parser, tag, type }: DefinitionForm): Definition {
  const name = expectName(cursor, `the name of the ${tag}`)
  const parameters = type === 'macro' || type === 'test' ? parseParameters(cursor, { typed: true }) : []
  const options = type === 'materialization' ? parseOptions(cursor) : []
  const { body, bodySpan } = parseOutsideLoops(cursor, parser, { tag, begin })
  return {
    kind: 'definition',
    type,
    name: name.text,
    nameSpan: { start: name.start, end: name.end },
    parameters,
    options,
    body,
    bodySpan,
    uses: specialNames(body, parameters),
    ...spanFrom(cursor, begin),
  }
}

function parseCallBlock(cursor: Cursor, begin: Token, parser: BodyParser): Statement {
  const parameters = isOperator(cursor, '(') ? parseParameters(cursor, { typed: false }) : []
  const call = parseExpression(cursor)
  if (call.kind !== 'call') return fail(cursor, 'expected the call of a macro', call)
  const { body } = parseOutsideLoops(cursor, parser, { tag: 'call', begin })
  const uses = specialNames(body, parameters)
  return { kind: 'call-block', parameters, call, body, uses, ...spanFrom(cursor, begin) }
}

// The body runs as a function: a loop around its tag is none that it could leave.
function parseOutsideLoops(
  cursor: Cursor,
  parser: BodyParser,
  { tag, begin }: { tag: string; begin: Token },
) {
  const { loops } = cursor
  cursor.loops = 0
  const block = parseBlock(cursor, parser, { tag, start: begin.start, ends: [`end${tag}`] })
  cursor.loops = loops
  return block
}

function parseParameters(cursor: Cursor, { typed }: { typed: boolean }): readonly Parameter[] {
  const parameters: Parameter[] = []
  expectOperator(cursor, '(')
  while (!isOperator(cursor, ')')) {
    parameters.push(parseParameter(cursor, typed, parameters.at(-1)))
    if (!skip(cursor, ',')) break
  }
  expectOperator(cursor, ')')
  return parameters
}

function parseParameter(cursor: Cursor, typed: boolean, last: Parameter | undefined): Parameter {
  const name = expectName(cursor, 'the name of a parameter')
  const type = typed && skip(cursor, ':') ? parseType(cursor) : undefined
  const fallback = skip(cursor, '=') ? parseExpression(cursor) : undefined
  if (fallback === undefined && last?.default !== undefined)
    return fail(cursor, `the parameter "${name.text}" needs a default, because the one before has one`, name)
  return { name: name.text, type, default: fallback, ...spanFrom(cursor, name) }
}

/** `str`, `list[str]`, `dict[str, list[int]]`, as text. */
function parseType(cursor: Cursor): string {
  const name = expectName(cursor, 'the name of a type').text
  if (!skip(cursor, '[')) return name
  const parts: string[] = []
  while (!isOperator(cursor, ']')) {
    parts.push(parseType(cursor))
    if (!skip(cursor, ',')) break
  }
  expectOperator(cursor, ']')
  return `${name}[${parts.join(', ')}]`
}

/** `, default`, `, adapter='duckdb'`, `, supported_languages=['sql']`. */
function parseOptions(cursor: Cursor): readonly { name: string; value: Expression }[] {
  const options: { name: string; value: Expression }[] = []
  while (skip(cursor, ',')) {
    const name = expectName(cursor, '"default", "adapter" or "supported_languages"').text
    if (name === 'default') continue
    expectOperator(cursor, '=')
    options.push({ name, value: parseExpression(cursor) })
  }
  if (peek(cursor).kind !== 'block-end') return failExpected(cursor, '"," or "%}"')
  return options
}
