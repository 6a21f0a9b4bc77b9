import type { z } from 'zod'
import { GildError } from '../../../errors/gild-error.ts'
import { asList, type MergedConfig } from '../../project/config-levels.ts'
import type { modelConfigSchema, seedConfigSchema } from '../../project/schema/node-config.ts'
import type { IncrementalStrategy, ModelConfig, SeedConfig } from '../manifest.ts'

type ModelValues = z.infer<typeof modelConfigSchema>
type SeedValues = z.infer<typeof seedConfigSchema>

/** The config of a model with dbt's defaults. `layer` is its first folder: bronze takes new columns by default. */
export function modelConfig(merged: MergedConfig, layer: string | undefined): ModelConfig {
  // Every level was validated by the schema before it was merged.
  const values = merged.values as ModelValues
  const uniqueKey = asList(values.unique_key)
  return {
    enabled: values.enabled ?? true,
    materialized: values.materialized ?? 'view',
    incrementalStrategy: values.incremental_strategy ?? (uniqueKey.length > 0 ? 'merge' : 'append'),
    uniqueKey,
    partitionBy: asList(values.partition_by),
    onSchemaChange: values.on_schema_change ?? (layer === 'bronze' ? 'append_new_columns' : 'ignore'),
    fullRefresh: values.full_refresh,
    tblproperties: Object.fromEntries(
      Object.entries(values.tblproperties ?? {}).map(([key, value]) => [key, String(value)]),
    ),
    raw: merged.values,
  }
}

export function seedConfig(merged: MergedConfig): SeedConfig {
  const values = merged.values as SeedValues
  return {
    enabled: values.enabled ?? true,
    delimiter: values.delimiter ?? ',',
    columnTypes: values.column_types ?? {},
    raw: merged.values,
  }
}

/** Keys that make no sense together, each reported where the key that asks for the other was written. */
export function modelConfigProblems(
  node: string,
  config: ModelConfig,
  merged: MergedConfig,
): readonly GildError[] {
  const problem = (key: string, what: string, fix: string) =>
    new GildError('config-invalid', { node, problem: what, fix }, { at: merged.locate(key) })
  const { materialized, incrementalStrategy: strategy, uniqueKey, partitionBy } = config
  if (materialized !== 'incremental') {
    // A folder may set the strategy for the incremental models in it.
    if (!merged.isOwn('incremental_strategy')) return []
    const what = `"incremental_strategy" is "${strategy}", but "materialized" is "${materialized}"`
    return [problem('incremental_strategy', what, 'Set materialized="incremental", or remove the strategy.')]
  }
  const need = needs[strategy]
  if (need === 'unique_key' && uniqueKey.length === 0) {
    const fix = 'Set "unique_key" to the column or columns that identify a row.'
    return [problem('incremental_strategy', `the strategy "${strategy}" needs a "unique_key"`, fix)]
  }
  if (need === 'partition_by' && partitionBy.length === 0) {
    const fix = 'Set "partition_by" to the columns whose partitions are replaced.'
    return [problem('incremental_strategy', `the strategy "${strategy}" needs "partition_by"`, fix)]
  }
  return []
}

const needs = {
  append: undefined,
  merge: 'unique_key',
  'delete+insert': 'unique_key',
  insert_overwrite: 'partition_by',
} satisfies Record<IncrementalStrategy, 'unique_key' | 'partition_by' | undefined>
