import type { ModelNode } from '../../core/parse/manifest.ts'
import type { OnSchemaChange, WriteMode } from '../../ports/warehouse.ts'
import type { InputState } from '../inputs/input-state.ts'

/** How a model's rows get into its table. `changed` are the literals that `changed_partitions()` gave. */
export function writeMode(
  model: ModelNode,
  isIncremental: boolean,
  changed: readonly string[] | undefined,
): WriteMode {
  if (!isIncremental) return { kind: 'overwrite' }
  const { incrementalStrategy: strategy, uniqueKey, partitionBy } = model.config
  switch (strategy) {
    case 'append':
      return { kind: 'append' }
    case 'merge':
    case 'delete+insert':
      return { kind: strategy, uniqueKey }
    case 'insert_overwrite':
      // Only with one partition column is it plain which partition a changed value means.
      return { kind: 'insert_overwrite', alsoEmpty: partitionBy.length === 1 ? (changed ?? []) : [] }
  }
}

/** dbt's default is `ignore`; bronze, which reads a stream, evolves. */
export function schemaChange(model: ModelNode, states: readonly InputState[]): OnSchemaChange {
  if (model.config.raw.on_schema_change !== undefined) return model.config.onSchemaChange
  return states.some(({ kind }) => kind === 'stream') ? 'append_new_columns' : model.config.onSchemaChange
}

/** Whether an existing table is rebuilt from nothing. What a stream feeds is not, unless its config says so. */
export function wantsRebuild(model: ModelNode, fullRefresh: boolean, readsStream: boolean): boolean {
  const configured = model.config.fullRefresh
  if (model.config.materialized !== 'incremental') return fullRefresh
  if (configured !== undefined) return configured
  return fullRefresh && !readsStream
}
