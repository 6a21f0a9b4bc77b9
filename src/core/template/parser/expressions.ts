import type { BinaryOperator, CompareExpression, CompareOperator, Expression } from '../syntax/ast.ts'
import {
  type Cursor,
  failExpected,
  isName,
  isOperator,
  next,
  peek,
  skip,
  skipName,
  spanFrom,
} from './cursor.ts'
import { parseOperand } from './operands.ts'

/** An expression, with `a if b else c`. */
export function parseExpression(cursor: Cursor): Expression {
  const first = peek(cursor)
  let then = parseOr(cursor)
  while (skipName(cursor, 'if')) {
    const condition = parseOr(cursor)
    const otherwise = skipName(cursor, 'else') ? parseExpression(cursor) : undefined
    then = { kind: 'conditional', condition, then, otherwise, ...spanFrom(cursor, first) }
  }
  return then
}

/**
 * An expression, or several with commas as a tuple. `conditional: false` leaves an `if` to the statement;
 * `empty: true` allows nothing at all, as in `()`.
 */
export function parseTuple(
  cursor: Cursor,
  { conditional = true, empty = false }: { conditional?: boolean; empty?: boolean } = {},
): Expression {
  const first = peek(cursor)
  const items: Expression[] = []
  let comma = false
  while (!endsTuple(cursor)) {
    items.push(conditional ? parseExpression(cursor) : parseOr(cursor))
    if (!skip(cursor, ',')) break
    comma = true
  }
  const [only] = items
  if (!comma && only !== undefined) return only
  if (only === undefined && !empty) return failExpected(cursor, 'an expression')
  return { kind: 'tuple', items, ...spanFrom(cursor, first) }
}

function endsTuple(cursor: Cursor): boolean {
  const { kind } = peek(cursor)
  return kind === 'print-end' || kind === 'block-end' || isOperator(cursor, ')')
}

function parseOr(cursor: Cursor): Expression {
  const first = peek(cursor)
  let left = parseAnd(cursor)
  while (skipName(cursor, 'or'))
    left = { kind: 'or', left, right: parseAnd(cursor), ...spanFrom(cursor, first) }
  return left
}

function parseAnd(cursor: Cursor): Expression {
  const first = peek(cursor)
  let left = parseNot(cursor)
  while (skipName(cursor, 'and'))
    left = { kind: 'and', left, right: parseNot(cursor), ...spanFrom(cursor, first) }
  return left
}

function parseNot(cursor: Cursor): Expression {
  const first = peek(cursor)
  if (!skipName(cursor, 'not')) return parseCompare(cursor)
  return { kind: 'not', operand: parseNot(cursor), ...spanFrom(cursor, first) }
}

function parseCompare(cursor: Cursor): Expression {
  const start = peek(cursor)
  const first = parseSum(cursor)
  const rest: { operator: CompareOperator; operand: Expression }[] = []
  for (let operator = compareOperator(cursor); operator !== undefined; operator = compareOperator(cursor))
    rest.push({ operator, operand: parseSum(cursor) })
  if (rest.length === 0) return first
  const compare: CompareExpression = { kind: 'compare', first, rest, ...spanFrom(cursor, start) }
  return compare
}

const compareSymbols: ReadonlyMap<string, CompareOperator> = new Map(
  (['==', '!=', '<', '<=', '>', '>='] as const).map(symbol => [symbol, symbol]),
)

function compareOperator(cursor: Cursor): CompareOperator | undefined {
  if (skipName(cursor, 'in')) return 'in'
  if (isName(cursor, 'not')) {
    const after = peek(cursor, 1)
    if (after.kind !== 'name' || after.text !== 'in') return undefined
    cursor.index += 2
    return 'not in'
  }
  return takeOperator(cursor, compareSymbols)
}

function takeOperator<T>(cursor: Cursor, operators: ReadonlyMap<string, T>): T | undefined {
  const token = peek(cursor)
  const operator = token.kind === 'operator' ? operators.get(token.text) : undefined
  if (operator !== undefined) next(cursor)
  return operator
}

const sumOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  ['+', '+'],
  ['-', '-'],
])
const productOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  ['*', '*'],
  ['/', '/'],
  ['//', '//'],
  ['%', '%'],
])
const powerOperators: ReadonlyMap<string, BinaryOperator> = new Map([['**', '**']])

function parseSum(cursor: Cursor): Expression {
  return parseBinary(cursor, sumOperators, parseConcat)
}

function parseConcat(cursor: Cursor): Expression {
  const start = peek(cursor)
  const first = parseProduct(cursor)
  if (!isOperator(cursor, '~')) return first
  const items = [first]
  while (skip(cursor, '~')) items.push(parseProduct(cursor))
  return { kind: 'concat', items, ...spanFrom(cursor, start) }
}

function parseProduct(cursor: Cursor): Expression {
  return parseBinary(cursor, productOperators, parsePower)
}

// Jinja groups powers from the left, unlike Python.
function parsePower(cursor: Cursor): Expression {
  return parseBinary(cursor, powerOperators, c =>
    parseOperand(c, { expression: parseExpression, tuple: parseTuple }),
  )
}

function parseBinary(
  cursor: Cursor,
  operators: ReadonlyMap<string, BinaryOperator>,
  parsePart: (cursor: Cursor) => Expression,
): Expression {
  const first = peek(cursor)
  let left = parsePart(cursor)
  for (let operator = takeOperator(cursor, operators); operator; operator = takeOperator(cursor, operators))
    left = { kind: 'binary', operator, left, right: parsePart(cursor), ...spanFrom(cursor, first) }
  return left
}
