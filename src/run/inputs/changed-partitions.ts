import type { ChangedPartitions } from '../../core/compile/options.ts'
import type { NodeId } from '../../core/parse/manifest.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { RelationSpec } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { quoteIdentifier, sqlLiteral } from '../sql-literal.ts'
import type { InputState } from './input-state.ts'

export interface ChangedPartitionsOptions {
  readonly name: string
  readonly worker: Worker
  readonly states: readonly InputState[]
  readonly isIncremental: boolean
}

/**
 * Evaluates `changed_partitions()` before the model's own SQL: the values over both sides of the changes since the
 * model's cursor, so that a partition that rows left is among them. NULL is no partition to replace and is left out.
 */
export function changedPartitionsOf({
  name,
  worker,
  states,
  isIncremental,
}: ChangedPartitionsOptions): ChangedPartitions {
  return async (id: NodeId, expression: string) => {
    const state = states.find(({ input }) => input.id === id)
    if (state?.kind !== 'table') {
      throw new GildError('changes-need-table', { node: name, input: id, call: 'changed_partitions()' })
    }
    const relation = { schema: 'gild', name: 'changed' }
    const since = isIncremental ? state.readTo : undefined
    const spec: RelationSpec =
      since === undefined
        ? { kind: 'table', name: relation, pin: state.pin }
        : { kind: 'changes', name: relation, pin: state.pin, since, uniqueKey: [] }
    const from = `${quoteIdentifier(relation.schema)}.${quoteIdentifier(relation.name)}`
    const sql = `select distinct ${expression} as value from ${from} where value is not null order by value`
    const bound = await worker.bind({ node: name, sql, relations: [spec] })
    const { columns, rows } = await worker.query(bound)
    const type = columns[0]?.type ?? 'VARCHAR'
    return rows.map(([value]) => sqlLiteral(value ?? null, type))
  }
}
