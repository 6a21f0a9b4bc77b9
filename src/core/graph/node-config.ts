import type { ModelConfig, SeedConfig, TestConfig } from '../parse/manifest.ts'
import type { GraphNode } from './dag.ts'

/** A node's config under dbt's names, defaults included: what artifacts, `ls` and `config.…` selectors show. */
export function configOf(node: GraphNode): Readonly<Record<string, unknown>> {
  const common = { enabled: true, tags: node.tags, meta: node.meta }
  switch (node.kind) {
    case 'model':
      return { ...node.config.raw, ...common, ...modelConfig(node.config) }
    case 'seed':
      return { ...node.config.raw, ...common, ...seedConfig(node.config) }
    case 'test':
      return { ...node.config.raw, ...common, ...testConfig(node.config) }
    case 'unit_test':
    case 'exposure':
      return { ...node.config.raw, ...common }
    case 'source':
      return common
  }
}

function modelConfig(config: ModelConfig): Readonly<Record<string, unknown>> {
  return {
    materialized: config.materialized,
    incremental_strategy: config.materialized === 'incremental' ? config.incrementalStrategy : null,
    unique_key: oneOrMany(config.uniqueKey),
    partition_by: config.partitionBy,
    on_schema_change: config.onSchemaChange,
    full_refresh: config.fullRefresh ?? null,
  }
}

function seedConfig(config: SeedConfig): Readonly<Record<string, unknown>> {
  return { materialized: 'seed', delimiter: config.delimiter, column_types: config.columnTypes }
}

function testConfig(config: TestConfig): Readonly<Record<string, unknown>> {
  return {
    materialized: 'test',
    severity: config.severity,
    warn_if: config.warnIf,
    error_if: config.errorIf,
    where: config.where ?? null,
    limit: config.limit ?? null,
    fail_calc: config.failCalc,
    store_failures: config.storeFailures ?? null,
  }
}

// dbt keeps a single key as text.
function oneOrMany(keys: readonly string[]): string | readonly string[] | null {
  return keys.length > 1 ? keys : (keys[0] ?? null)
}
