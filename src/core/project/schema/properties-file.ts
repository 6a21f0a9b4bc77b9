import * as z from 'zod'
import { exposureSchema } from './exposure-file.ts'
import { modelConfigSchema, seedConfigSchema, sourceConfigSchema, testConfigSchema } from './node-config.ts'
import { unitTestSchema } from './unit-test-file.ts'

const name = z.string().min(1)
const description = z.string().optional().describe('What it is, for readers.')
const tags = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .describe('Labels for selection.')
const meta = z.record(z.string(), z.unknown()).optional().describe('Keys of your own.')
const ignored = z.unknown().optional().describe('dbt: accepted, without effect.')

const dataTest = z
  .union([z.string().min(1), z.record(z.string(), z.unknown())])
  .describe('The name of a generic data test, or a map of its name to its arguments and config.')
const dataTests = z.array(dataTest).optional().describe('Generic data tests.')

const column = z.strictObject({
  name: name.describe('Name of the column.'),
  description,
  data_type: z
    .string()
    .min(1)
    .optional()
    .describe(
      'SQL type. Of a stream source: what the JSON field becomes. Of CSV files: what the column becomes.',
    ),
  tags,
  meta,
  data_tests: dataTests,
  tests: dataTests.describe('The same as data_tests.'),
  config: z.strictObject({ tags, meta }).optional(),
  quote: ignored,
  constraints: ignored,
  granularity: ignored,
})

const described = { name, description, tags, meta, docs: ignored }
const tested = {
  columns: z.array(column).optional().describe('Columns, with their descriptions, types and data tests.'),
  data_tests: dataTests,
  tests: dataTests.describe('The same as data_tests.'),
}

const model = z.strictObject({
  ...described,
  ...tested,
  config: modelConfigSchema.optional(),
  access: ignored,
  constraints: ignored,
  deprecation_date: ignored,
  group: ignored,
  latest_version: ignored,
  time_spine: ignored,
  versions: z.unknown().optional().describe('dbt: not supported, an error when set.'),
})

const seed = z.strictObject({ ...described, ...tested, config: seedConfigSchema.optional() })

const stream = z
  .strictObject({
    topic: z.string().min(1).describe("Name of the topic; where topics live is the target's matter."),
    format: z
      .enum(['json', 'raw'])
      .default('json')
      .describe('`json`: fields become columns. `raw`: the message stays in _raw.'),
  })
  .describe('Makes the table a stream source.')

const external = z
  .strictObject({
    location: z
      .string()
      .min(1)
      .optional()
      .describe('A file, or a pattern such as `data/*.parquet`: absolute, or relative to the project.'),
    format: z
      .enum(['parquet', 'csv', 'json'])
      .optional()
      .describe('`json` is one object a line. Default: what the names of the files say.'),
    ...Object.fromEntries(
      ['file_format', 'row_format', 'tbl_properties', 'partitions', 'options', 'using'].map(key => [
        key,
        ignored,
      ]),
    ),
  })
  .describe('Makes the table one of files, which are read whole.')

const table = z.strictObject({
  ...described,
  ...tested,
  config: sourceConfigSchema.optional(),
  stream: stream.optional(),
  path: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of a Delta table, absolute or relative to the lake. Default: `<schema>/<identifier>`.'),
  identifier: z.string().min(1).optional().describe("Name of the table's folder when it is not the name."),
  external: external.optional(),
  freshness: ignored,
  loaded_at_field: ignored,
  loaded_at_query: ignored,
  loader: ignored,
  quoting: ignored,
})

const source = z.strictObject({
  ...described,
  schema: z.string().min(1).optional().describe('First folder of its tables in the lake. Default: the name.'),
  config: sourceConfigSchema.optional(),
  tables: z.array(table).default([]).describe('Tables and streams from outside.'),
  database: ignored,
  freshness: ignored,
  loaded_at_field: ignored,
  loaded_at_query: ignored,
  loader: ignored,
  overrides: ignored,
  quoting: ignored,
})

const macro = z.strictObject({
  ...described,
  arguments: z
    .array(z.strictObject({ name, type: z.string().optional(), description }))
    .optional()
    .describe('For readers.'),
  config: z.strictObject({ meta, docs: ignored }).optional(),
})

const singularTest = z.strictObject({
  name: name.describe('Name of a singular data test: its file without .sql.'),
  description,
  meta,
  config: testConfigSchema.optional(),
  docs: ignored,
})

/** Top-level keys of resources that dbt has and gild does not: each gives one warning a file. */
export const ignoredResources = [
  'analyses',
  'functions',
  'groups',
  'metrics',
  'saved_queries',
  'semantic_models',
  'snapshots',
] as const

/** YAML beside models, seeds, tests and macros. */
export const propertiesFileSchema = z.strictObject({
  version: z
    .union([z.literal(2), z.literal('2')])
    .optional()
    .describe('dbt: accepted, without effect.'),
  models: z.array(model).optional().describe('Descriptions, config and data tests of models.'),
  seeds: z.array(seed).optional().describe('Descriptions, config and data tests of seeds.'),
  sources: z.array(source).optional().describe('Tables and streams from outside.'),
  macros: z.array(macro).optional().describe('Descriptions of macros.'),
  data_tests: z.array(singularTest).optional().describe('Descriptions and config of singular data tests.'),
  tests: z.array(singularTest).optional().describe('The same as data_tests.'),
  exposures: z.array(exposureSchema).optional().describe('What uses the data: dashboards, applications.'),
  unit_tests: z.array(unitTestSchema).optional().describe('Rows given to models, and rows expected.'),
  anchors: z.unknown().optional().describe('A place for YAML anchors.'),
  ...Object.fromEntries(
    ignoredResources.map(key => [
      key,
      z.array(z.unknown()).optional().describe('dbt: accepted, without effect.'),
    ]),
  ),
})

export type PropertiesFile = z.infer<typeof propertiesFileSchema>
export type ModelProperties = z.infer<typeof model>
export type SeedProperties = z.infer<typeof seed>
export type SourceProperties = z.infer<typeof source>
export type SourceTableProperties = z.infer<typeof table>
export type MacroProperties = z.infer<typeof macro>
export type SingularTestProperties = z.infer<typeof singularTest>
export type ColumnFile = z.infer<typeof column>
export type DataTestFile = z.infer<typeof dataTest>
