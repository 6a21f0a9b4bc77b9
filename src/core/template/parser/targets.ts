import type { Target } from '../syntax/ast.ts'
import {
  type Cursor,
  expectName,
  expectOperator,
  fail,
  isName,
  isOperator,
  next,
  peek,
  skip,
  spanFrom,
} from './cursor.ts'

const constants: ReadonlySet<string> = new Set(['true', 'True', 'false', 'False', 'none', 'None'])

/** What is assigned to: `a`, `a, b`, `(a, (b, c))`; with `namespaces` also `ns.a`. */
export function parseTarget(cursor: Cursor, { namespaces = false }: { namespaces?: boolean } = {}): Target {
  const first = peek(cursor)
  const items: Target[] = []
  let comma = false
  do {
    if (items.length > 0) {
      comma = true
      if (endsTarget(cursor)) break
    }
    items.push(parseOne(cursor, namespaces))
  } while (skip(cursor, ','))
  const [only] = items
  if (!comma && only !== undefined) return only
  return { kind: 'targets', items, ...spanFrom(cursor, first) }
}

function endsTarget(cursor: Cursor): boolean {
  return (
    peek(cursor).kind === 'block-end' ||
    isOperator(cursor, ')') ||
    isOperator(cursor, '=') ||
    isName(cursor, 'in')
  )
}

function parseOne(cursor: Cursor, namespaces: boolean): Target {
  if (skip(cursor, '(')) {
    const target = parseTarget(cursor, { namespaces })
    expectOperator(cursor, ')')
    return target
  }
  const name = expectName(cursor, 'a name to assign to')
  if (constants.has(name.text)) return fail(cursor, `"${name.text}" cannot be assigned to`, name)
  if (namespaces && isOperator(cursor, '.')) {
    next(cursor)
    const attribute = expectName(cursor, 'an attribute to assign to')
    const span = spanFrom(cursor, name)
    return { kind: 'namespace-attribute', name: name.text, attribute: attribute.text, ...span }
  }
  return { kind: 'name', name: name.text, ...spanFrom(cursor, name) }
}
