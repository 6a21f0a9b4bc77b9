import * as z from 'zod'

const text = z.string()
const names = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const tags = z.union([z.string(), z.array(z.string())]).describe('Labels for selection. Levels append.')
const meta = z.record(z.string(), z.unknown()).describe('Keys of your own. Levels merge.')
const anything = z.unknown()

const common = {
  enabled: z.boolean().optional().describe('`false` leaves the node out. Default: true.'),
  tags: tags.optional(),
  meta: meta.optional(),
  description: text.optional().describe('What it is, for readers.'),
}

// dbt's keys that do not change the rows that are stored.
const ignored = {
  access: anything.optional().describe('dbt: accepted, without effect.'),
  database: anything.optional().describe('dbt: accepted, without effect.'),
  docs: anything.optional().describe('dbt: accepted, without effect.'),
  event_time: anything.optional().describe('dbt: accepted, without effect.'),
  freshness: anything.optional().describe('dbt: accepted, without effect.'),
  grants: anything.optional().describe('dbt: accepted, without effect.'),
  group: anything.optional().describe('dbt: accepted, without effect.'),
  on_configuration_change: anything.optional().describe('dbt: accepted, without effect.'),
  persist_docs: anything.optional().describe('dbt: accepted, without effect.'),
  quoting: anything.optional().describe('dbt: accepted, without effect.'),
  static_analysis: anything.optional().describe('dbt: accepted, without effect.'),
}

/** dbt's keys that would change what is built: set to anything but nothing, they are an error. */
export const unsupportedKeys: ReadonlySet<string> = new Set([
  'batch_size',
  'begin',
  'contract',
  'incremental_predicates',
  'lookback',
  'merge_exclude_columns',
  'merge_update_columns',
  'predicates',
  'sql_header',
])

const unsupported = Object.fromEntries(
  [...unsupportedKeys].map(key => [
    key,
    anything.optional().describe('dbt: not supported, an error when set.'),
  ]),
)

const hookMap = z.strictObject({
  sql: text.describe('The statements. A template, which is rendered when they run.'),
  transaction: z
    .boolean()
    .optional()
    .describe('`false` runs before the other pre-hooks, and after the other post-hooks. Default: true.'),
})
const hookList = z.union([text, hookMap, z.array(z.union([text, hookMap]))])
const before =
  'SQL that runs before the model: text, a map of `sql` and `transaction`, or a list of them. Levels append.'
const after = 'SQL that runs after the model is published. Levels append.'

const hooks = {
  'pre-hook': hookList.optional().describe(before),
  pre_hook: hookList.optional().describe('The same as pre-hook.'),
  'post-hook': hookList.optional().describe(after),
  post_hook: hookList.optional().describe('The same as post-hook.'),
}

const naming = {
  schema: text.min(1).optional().describe('First part of the name, through generate_schema_name.'),
  alias: text
    .min(1)
    .optional()
    .describe('Last part of the name, through generate_alias_name. Default: the name.'),
  path: text
    .min(1)
    .optional()
    .describe('Folder of the table, relative to the lake. Default: `<schema>/<alias>`.'),
}

/** Keys of a model's config. */
export const modelConfigSchema = z.strictObject({
  ...common,
  ...naming,
  materialized: z
    .enum(['view', 'ephemeral', 'table', 'incremental'])
    .optional()
    .describe('How the result is stored. Default: view.'),
  format: z.enum(['delta']).optional().describe('Table format. Default: delta.'),
  incremental_strategy: z
    .enum(['append', 'merge', 'delete+insert', 'insert_overwrite'])
    .optional()
    .describe('How new rows join the table. Default: merge with a unique_key, else append.'),
  unique_key: names.optional().describe('Column or columns that identify a row.'),
  partition_by: names.optional().describe('Column or columns that files are split by.'),
  on_schema_change: z
    .enum(['ignore', 'fail', 'append_new_columns', 'sync_all_columns'])
    .optional()
    .describe(
      'What an incremental model does when its columns change. Default: ignore; append_new_columns in bronze.',
    ),
  full_refresh: z
    .boolean()
    .optional()
    .describe('`false` never rebuilds the table, `true` always does, absent follows --full-refresh.'),
  tblproperties: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('Delta table properties.'),
  ...hooks,
  ...ignored,
  ...unsupported,
})

/** Keys of a seed's config. */
export const seedConfigSchema = z.strictObject({
  ...common,
  ...naming,
  delimiter: text.length(1).optional().describe('Between fields. Default: a comma.'),
  column_types: z
    .record(z.string(), z.string())
    .optional()
    .describe('SQL type by column. A column without one gets the type its values fit.'),
  quote_columns: anything.optional().describe('dbt: accepted, without effect: names are always quoted.'),
  full_refresh: anything
    .optional()
    .describe('dbt: accepted, without effect: a changed seed is always replaced.'),
  ...hooks,
  ...ignored,
  ...unsupported,
})

const severity = z.enum(['error', 'warn', 'ERROR', 'WARN', 'Error', 'Warn'])

/** Keys of a data test's config. */
export const testConfigSchema = z.strictObject({
  ...common,
  severity: severity.optional().describe('What failures are: error (default) or warn.'),
  warn_if: text.optional().describe('Condition on the number of failures. Default: `!= 0`.'),
  error_if: text.optional().describe('Condition on the number of failures. Default: `!= 0`.'),
  where: text.optional().describe('Which rows of the model are tested.'),
  limit: z.int().min(1).optional().describe('At most this many failures are counted.'),
  fail_calc: text.optional().describe('SQL that counts the failures. Default: `count(*)`.'),
  store_failures: z
    .boolean()
    .optional()
    .describe(
      'Keeps the bad rows as the table `dbt_test__audit/<test>`. Default: what the command line says.',
    ),
  store_failures_as: z
    .enum(['table', 'view', 'ephemeral'])
    .optional()
    .describe('`ephemeral` keeps nothing; `view` is stored as a table too.'),
  schema: anything.optional().describe('dbt: accepted, without effect.'),
  alias: anything.optional().describe('dbt: accepted, without effect.'),
  ...ignored,
})

/** Keys of a source's or a source table's config. */
export const sourceConfigSchema = z.strictObject({
  ...common,
  loaded_at_field: anything.optional().describe('dbt: accepted, without effect.'),
  loaded_at_query: anything.optional().describe('dbt: accepted, without effect.'),
  ...ignored,
})

/** Keys of a unit test's config. */
export const unitTestConfigSchema = z.strictObject({
  ...common,
  static_analysis: anything.optional().describe('dbt: accepted, without effect.'),
})

/** Keys of an exposure's config. */
export const exposureConfigSchema = z.strictObject(common)

export const configSchemas = {
  models: modelConfigSchema,
  seeds: seedConfigSchema,
  dataTests: testConfigSchema,
  unitTests: unitTestConfigSchema,
  exposures: exposureConfigSchema,
  sources: sourceConfigSchema,
}

export type ConfigKind = keyof typeof configSchemas

/** What a level of configuration sets, by key, before levels are merged. */
export type ConfigValues = Readonly<Record<string, unknown>>
