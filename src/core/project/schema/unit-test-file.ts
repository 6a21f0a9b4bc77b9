import * as z from 'zod'
import { unitTestConfigSchema } from './node-config.ts'

const rows = {
  rows: z
    .union([z.array(z.record(z.string(), z.unknown())), z.string()])
    .optional()
    .describe(
      'Rows as maps of column to value, or as the text of a CSV or a query. A column left out is NULL.',
    ),
  format: z.enum(['dict', 'csv', 'sql']).optional().describe('What "rows" or the fixture is. Default: dict.'),
  fixture: z
    .string()
    .min(1)
    .optional()
    .describe('Name of a file in `<test path>/fixtures`, without .csv or .sql.'),
}

const given = z.strictObject({
  input: z
    .string()
    .min(1)
    .describe("ref('model'), source('source', 'table'), or `this`: the model's own table."),
  ...rows,
})

const values = z.record(z.string(), z.unknown()).optional()

/** One entry of `unit_tests:`. */
export const unitTestSchema = z.strictObject({
  name: z.string().min(1),
  model: z.string().min(1).describe('The model whose SQL is tested.'),
  description: z.string().optional().describe('What it shows, for readers.'),
  given: z.array(given).default([]).describe('The rows of everything that the model reads.'),
  expect: z
    .strictObject(rows)
    .describe('The rows that the model has to give; columns left out may hold anything.'),
  overrides: z
    .strictObject({
      macros: values.describe('What calls of macros give, by name: `is_incremental: true`.'),
      vars: values.describe('Variables for var().'),
      env_vars: values.describe('Environment variables for env_var().'),
    })
    .optional()
    .describe('What templates get instead of what the project says.'),
  config: unitTestConfigSchema.optional(),
  versions: z.unknown().optional().describe('dbt: not supported, an error when set.'),
})

export type UnitTestFile = z.infer<typeof unitTestSchema>
export type TestRowsFile = UnitTestFile['expect']
