import type { RelationName } from '../../../ports/relation.ts'
import type { Compiled, Reference } from '../compiled.ts'
import { joinText, type MappedText, slice, type TextPiece } from './mapped-text.ts'
import { quoteRelation } from './quote.ts'

/**
 * Uses of one relation have names of their own, but `select {{ ref('a') }}.id from {{ ref('a') }}` means one: where a
 * use qualifies a column, all uses of that relation share the first one's name.
 */
export function shareQualifiedNames(
  sql: MappedText,
  references: readonly Reference[],
): Pick<Compiled, 'references'> & { readonly sql: MappedText } {
  const first = new Map<string, RelationName>()
  const renamed = new Map<string, RelationName>()
  for (const { name, to, mode } of references) {
    const key = `${to} ${mode}`
    const shared = first.get(key)
    if (shared === undefined) first.set(key, name)
    else renamed.set(quoteRelation(name), shared)
  }
  if (renamed.size === 0) return { sql, references }
  const qualified = new Set(
    [...renamed].filter(([name, shared]) => qualifies(sql.text, name, shared)).map(([, shared]) => shared),
  )
  const kept = references.filter(({ name }) => {
    const shared = renamed.get(quoteRelation(name))
    return shared === undefined || !qualified.has(shared)
  })
  const replaced = [...renamed].filter(([, shared]) => qualified.has(shared))
  return { sql: replaced.reduce(replaceName, sql), references: kept }
}

function qualifies(sql: string, name: string, shared: RelationName): boolean {
  return sql.includes(`${name}.`) || sql.includes(`${quoteRelation(shared)}.`)
}

function replaceName(sql: MappedText, [name, shared]: readonly [string, RelationName]): MappedText {
  const pieces: TextPiece[] = []
  const text = quoteRelation(shared)
  let at = 0
  for (let found = sql.text.indexOf(name); found !== -1; found = sql.text.indexOf(name, at)) {
    pieces.push(slice(sql, at, found), { text, map: sql.map, from: found })
    at = found + name.length
  }
  return joinText([...pieces, slice(sql, at)], '')
}
