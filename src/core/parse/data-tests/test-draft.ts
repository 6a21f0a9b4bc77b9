import type { z } from 'zod'
import type { Location } from '../../../errors/location.ts'
import { asList, type ConfigLevel, type MergedConfig, mergeLevels } from '../../project/config-levels.ts'
import type { testConfigSchema } from '../../project/schema/node-config.ts'
import type { GenericTest, NodeId, TestConfig } from '../manifest.ts'
import type { RecordedTemplate } from '../references/record-template.ts'
import type { RecordedReference } from '../references/recorder.ts'

/** A data test before its references are resolved. */
export interface TestDraft {
  readonly id: NodeId
  readonly name: string
  /** At most 63 characters. */
  readonly alias: string
  readonly fqn: readonly string[]
  readonly file: string
  readonly description: string
  readonly tags: readonly string[]
  readonly rawSql: string
  readonly config: MergedConfig
  readonly generic: GenericTest | undefined
  readonly patchedAt: Location | undefined
  /** Undefined when the template is broken. */
  readonly recorded: RecordedTemplate | undefined
  /** Where the name that a reference gives at `position` stands. */
  place(reference: RecordedReference, position: number): Location
}

/** The config of a data test with dbt's defaults. */
export function testConfig(merged: MergedConfig): TestConfig {
  // Every level was validated by the schema before it was merged.
  const values = merged.values as z.infer<typeof testConfigSchema>
  return {
    enabled: values.enabled ?? true,
    severity: values.severity?.toLowerCase() === 'warn' ? 'warn' : 'error',
    warnIf: values.warn_if ?? '!= 0',
    errorIf: values.error_if ?? '!= 0',
    where: values.where,
    limit: values.limit,
    failCalc: values.fail_calc ?? 'count(*)',
    storeFailures: storesFailures(values),
    raw: merged.values,
  }
}

// As in dbt: `store_failures_as` wins, and `ephemeral` stores nothing.
function storesFailures(values: z.infer<typeof testConfigSchema>): boolean | undefined {
  const { store_failures: store, store_failures_as: as } = values
  return as === undefined ? store : as !== 'ephemeral'
}

/** Tags of the config and of the column that is tested. */
export function testTags(levels: readonly ConfigLevel[], column: readonly string[]): readonly string[] {
  return [...new Set([...asList(mergeLevels(levels).values.tags), ...column])]
}
