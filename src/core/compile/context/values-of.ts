import { bug } from '../../../errors/bug.ts'
import { GildError } from '../../../errors/gild-error.ts'
import { bindArguments, type Call, type Value } from '../../template/index.ts'
import { quoteRelation } from '../sql/quote.ts'
import { withTableAliases } from '../sql/table-aliases.ts'
import { statementOf } from '../sql/with-ctes.ts'
import type { Scope } from './scope.ts'

/**
 * `values_of(query)`: the values of a query of one column, which is evaluated before the SQL that they are put into.
 * Constants prune files; the same query as `in (select …)` does not. Mistakes in it are placed at the call.
 */
export async function valuesOf(scope: Scope, call: Call): Promise<Value> {
  const [query] = bindArguments('values_of', ['query'], call)
  const { node, valuesOf: evaluate } = scope.request
  if (scope.hook !== undefined)
    throw new GildError('hook-reads-changes', { node: node.name, call: 'values_of()' }, { at: call.at() })
  if (evaluate === undefined) bug(`values_of() has nowhere to run for "${node.name}"`)
  const at = call.at()
  const text = statementOf({ text: String(query), map: { locate: () => at } })
  const read = scope.names.uses.filter(({ name }) => text.text.includes(quoteRelation(name)))
  for (const { name } of read) scope.usedForValues(quoteRelation(name))
  const { sql, uses } = withTableAliases(text, read)
  const references = uses.map(({ name, to, mode }) => ({ name, to, mode }))
  const values = await evaluate({
    id: node.id,
    sql: sql.text,
    map: sql.map,
    references,
    changedPartitions: undefined,
  })
  // `in (null)` is true of no row.
  return values.length === 0 ? 'null' : values.join(', ')
}
