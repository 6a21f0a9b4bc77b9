import type { ValuesOf } from '../../core/compile/options.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Location } from '../../errors/location.ts'
import type { RelationRead } from '../../ports/relation.ts'
import type { BindRequest, Worker } from '../../ports/warehouse.ts'
import type { RunContext } from '../run-context.ts'
import { sqlLiteral } from '../sql-literal.ts'
import { withTemplatePlace } from '../template-place.ts'
import { nodeRelations, type RelationsOptions } from './relations.ts'

export interface ValuesOfOptions extends Omit<RelationsOptions, 'compiled' | 'discover'> {
  readonly worker: Worker
  /** Gets what the queries read. */
  onRead?(reads: readonly RelationRead[]): void
}

/** Evaluates the queries of `values_of()`, whose references mean the same as those of the node's own SQL. */
export function valuesOfNode(context: RunContext, { worker, onRead, ...options }: ValuesOfOptions): ValuesOf {
  return async query => {
    await using relations = await nodeRelations(context, { ...options, compiled: query, discover: true })
    return await withTemplatePlace(query, async () => {
      const at = query.map.locate(0)
      const request = { node: options.name, sql: query.sql, relations: relations.specs, at }
      const { values, reads } = await readValues(worker, request)
      onRead?.(reads)
      return values
    })
  }
}

/** The distinct values of a query of one column as SQL literals, without NULL, in an order that is always the same. */
export async function readValues(
  worker: Worker,
  { at, ...request }: BindRequest & { readonly at: Location },
): Promise<{ readonly values: readonly string[]; readonly reads: readonly RelationRead[] }> {
  const bound = await worker.bind(request)
  const [column] = bound.columns
  if (column === undefined || bound.columns.length > 1) {
    const columns = bound.columns.map(({ name }) => name)
    throw new GildError('values-of-columns', { node: request.node, columns }, { at })
  }
  const { rows } = await worker.query(bound)
  const literals = rows.flatMap(([value = null]) => (value === null ? [] : [sqlLiteral(value, column.type)]))
  return { values: [...new Set(literals)].sort(), reads: bound.reads }
}
