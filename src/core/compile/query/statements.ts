import { GildError } from '../../../errors/gild-error.ts'
import type { RelationName } from '../../../ports/relation.ts'
import type { Compiled, Reference } from '../compiled.ts'
import { cteName } from '../context/references.ts'
import { findRef } from '../context/resolve.ts'
import { displayName, type Scope } from '../context/scope.ts'
import type { MappedText } from '../sql/mapped-text.ts'
import { quoteRelation } from '../sql/quote.ts'
import { withTableAliases } from '../sql/table-aliases.ts'
import { sqlTokens } from '../sql/tokens.ts'
import { findWrite } from './find-write.ts'

/**
 * Statements of any kind that a template has written, with the relations that are named in them. Throws
 * `table-written-by-gild` for one that would change a table or view of the project.
 */
export function statementsOf(scope: Scope, text: MappedText): Compiled {
  const { sql, uses } = withTableAliases(text, scope.names.uses)
  const named = uses.filter(({ name }) => sql.text.includes(name.name))
  for (const { name } of named) scope.usedForValues(quoteRelation(name))
  const references: readonly Reference[] = [
    ...named.map(({ name, to, mode }) => ({ name, to, mode })),
    ...ephemeralsIn(scope, sql.text),
  ]
  refuseWrites(scope, sql, references)
  return { id: scope.node.id, sql: sql.text, map: sql.map, references, changedPartitions: undefined }
}

// An ephemeral model has no place in a statement that may be anything: it becomes a view of the name that it would have
// as a common table expression.
function ephemeralsIn({ run, node }: Scope, sql: string): readonly Reference[] {
  const prefix = cteName('')
  if (!sql.includes(prefix)) return []
  const found = new Map<string, Reference>()
  for (const token of sqlTokens(sql)) {
    const word = sql.slice(token.start, token.end)
    if (token.kind !== 'word' || !word.startsWith(prefix)) continue
    const model = findRef(
      run.manifest,
      { packageName: undefined, name: word.slice(prefix.length) },
      node.package,
    )
    if (model !== undefined)
      found.set(word, { name: { schema: 'main', name: word }, to: model.id, mode: 'all' })
  }
  return [...found.values()]
}

function refuseWrites(scope: Scope, sql: MappedText, references: readonly Reference[]): void {
  const names: readonly RelationName[] = references.map(({ name }) => name)
  const write = findWrite(sql.text, names)
  if (write === undefined) return
  const to = references[write.relation]?.to
  const { nodes, sources } = scope.run.manifest
  const target = to === undefined ? undefined : (nodes.get(to) ?? sources.get(to))
  const params = {
    node: scope.node.name,
    verb: write.verb,
    table: target === undefined ? '' : displayName(target),
  }
  throw new GildError('table-written-by-gild', params, { at: sql.map.locate(write.start) })
}
