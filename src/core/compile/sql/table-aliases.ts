import type { NamedUse } from '../context/reference-names.ts'
import { joinText, type MappedText, slice, type TextPiece } from './mapped-text.ts'
import { quoteIdentifier, quoteRelation } from './quote.ts'
import { type SqlToken, sqlTokens } from './tokens.ts'

/**
 * Lets SQL go on calling a relation as its author does, although each use has a name of its own:
 * `from "main"."orders#2"` without an alias gains `as "orders"`, and `"main"."orders#2".id` becomes `"orders".id`.
 * Also gives the uses that are left: those that are more than such a qualifier.
 */
export function withTableAliases(
  sql: MappedText,
  uses: readonly NamedUse[],
): { readonly sql: MappedText; readonly uses: readonly NamedUse[] } {
  const byText = new Map(uses.map(use => [quoteRelation(use.name), use]))
  const tokens = [...sqlTokens(sql.text)]
  const pieces: TextPiece[] = []
  const qualifiers = new Set<NamedUse>()
  const tables = new Set<NamedUse>()
  let done = 0
  for (let i = 0; i + 2 < tokens.length; i++) {
    const occurrence = occurrenceAt(sql.text, tokens, i)
    const use = byText.get(occurrence?.text ?? '')
    if (occurrence === undefined || use === undefined) continue
    const { start, end, isQualifier } = occurrence
    const base = quoteIdentifier(use.relation.name)
    if (isQualifier) {
      qualifiers.add(use)
      pieces.push(slice(sql, done, start), { text: base, map: sql.map, from: start })
      done = end
    } else {
      tables.add(use)
      if (use.name.name === use.relation.name || !needsAlias(sql.text, tokens, i)) continue
      pieces.push(slice(sql, done, end), { text: ` as ${base}`, map: sql.map, from: start })
      done = end
    }
  }
  const left = uses.filter(use => tables.has(use) || !qualifiers.has(use))
  if (pieces.length === 0) return { sql, uses: left }
  return { sql: joinText([...pieces, slice(sql, done)], ''), uses: left }
}

interface Occurrence {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isQualifier: boolean
}

// `"schema"."name"` from the token at `i` on, and whether it qualifies a column.
function occurrenceAt(sql: string, tokens: readonly SqlToken[], i: number): Occurrence | undefined {
  const [schema, dot, name, next] = tokens.slice(i, i + 4)
  if (schema?.kind !== 'identifier' || name?.kind !== 'identifier') return undefined
  if (dot === undefined || sql[dot.start] !== '.') return undefined
  const { start } = schema
  const { end } = name
  return {
    text: sql.slice(start, end),
    start,
    end,
    isQualifier: next !== undefined && sql[next.start] === '.',
  }
}

function needsAlias(sql: string, tokens: readonly SqlToken[], i: number): boolean {
  const word = (token: SqlToken | undefined): string =>
    token === undefined ? '' : sql.slice(token.start, token.end).toLowerCase()
  let before = i - 1
  while (word(tokens[before]) === '(') before--
  if (!['from', 'join', ','].includes(word(tokens[before]))) return false
  const next = tokens[i + 3]
  if (next === undefined || next.kind === 'symbol') return true
  return next.kind === 'word' && afterTable.has(word(next))
}

// The words that may follow a table that has no alias.
const afterTable = new Set(
  (
    'where join inner left right full cross natural asof semi anti positional on using group order having qualify ' +
    'window limit offset union except intersect fetch for tablesample pivot unpivot at select from'
  ).split(' '),
)
