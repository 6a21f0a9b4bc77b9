import type { Arguments, Expression } from '../syntax/ast.ts'
import { type Cursor, expectOperator, fail, isOperator, next, peek, skip } from './cursor.ts'
import type { Grammar } from './grammar.ts'

export const noArguments: Arguments = {
  positional: [],
  named: [],
  spread: undefined,
  spreadNamed: undefined,
}

interface Collected {
  readonly positional: Expression[]
  readonly named: { name: string; value: Expression }[]
  spread: Expression | undefined
  spreadNamed: Expression | undefined
}

/** `(a, b=1, *c, **d)`, in this order. */
export function parseArguments(cursor: Cursor, grammar: Grammar): Arguments {
  expectOperator(cursor, '(')
  const collected: Collected = { positional: [], named: [], spread: undefined, spreadNamed: undefined }
  while (!isOperator(cursor, ')')) {
    parseArgument(cursor, grammar, collected)
    if (!skip(cursor, ',')) break
  }
  expectOperator(cursor, ')')
  return collected
}

function parseArgument(cursor: Cursor, grammar: Grammar, collected: Collected): void {
  const first = peek(cursor)
  const following = peek(cursor, 1)
  if (collected.spreadNamed !== undefined) fail(cursor, 'no argument can follow one with "**"')
  if (skip(cursor, '*')) {
    if (collected.spread !== undefined) fail(cursor, 'only one argument can have "*"', first)
    collected.spread = grammar.expression(cursor)
  } else if (skip(cursor, '**')) {
    collected.spreadNamed = grammar.expression(cursor)
  } else if (first.kind === 'name' && following.kind === 'operator' && following.text === '=') {
    cursor.index += 2
    collected.named.push({ name: first.text, value: grammar.expression(cursor) })
  } else {
    if (collected.spread !== undefined || collected.named.length > 0)
      fail(cursor, 'an argument without a name cannot follow one with a name or "*"', first)
    collected.positional.push(grammar.expression(cursor))
  }
}

/** `a.b.c`, as filters and tests may be named. */
export function parseDottedName(cursor: Cursor, what: string): { name: string; start: number; end: number } {
  const first = peek(cursor)
  if (first.kind !== 'name') return fail(cursor, `expected ${what}`)
  next(cursor)
  let name = first.text
  let end = first.end
  while (isOperator(cursor, '.') && peek(cursor, 1).kind === 'name') {
    cursor.index++
    const part = next(cursor)
    name += `.${part.text}`
    end = part.end
  }
  return { name, start: first.start, end }
}
