import * as z from 'zod'
import { type ConfigKind, configSchemas } from './node-config.ts'
import { targetSchema } from './target-file.ts'

const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a name of letters, digits and underscores')
  .describe('Name of the project, and of its package in ref().')

const folders = z.array(z.string().min(1))
const statements = z.union([z.string(), z.array(z.string())])

/** A tree of folders: `+key` configures everything below, any other key is a folder, a package or a node. */
export type ConfigTreeFile = { readonly [key: string]: unknown }

function configTree(kind: ConfigKind): z.ZodType<ConfigTreeFile> {
  const shape = configSchemas[kind].shape
  const plus = Object.fromEntries(Object.entries(shape).map(([key, schema]) => [`+${key}`, schema]))
  const tree: z.ZodType<ConfigTreeFile> = z
    .object({ ...plus, ...bareKeys(shape) })
    .catchall(z.lazy((): z.ZodType => tree))
  return tree
}

// dbt also takes keys without their plus where they cannot be folders: those whose value is no map.
function bareKeys(shape: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, z.ZodType>> {
  const maps = new Set(['meta', 'docs', 'grants', 'tblproperties', 'column_types'])
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([key]) => !maps.has(key))
      .map(([key, schema]) => [
        key,
        z
          .union([schema, z.record(z.string(), z.unknown())])
          .optional()
          .describe(schema.description ?? key),
      ]),
  )
}

const ignoredText = 'dbt: accepted, without effect.'
const ignoredKeys = [
  'analysis-paths',
  'asset-paths',
  'config-version',
  'dbt-cloud',
  'flags',
  'function-paths',
  'log-path',
  'profile',
  'query-comment',
  'quoting',
  'require-dbt-version',
  'restrict-access',
  'snapshot-paths',
  'analyses',
  'metrics',
  'saved-queries',
  'semantic-models',
  'snapshots',
] as const

const optional = (keys: readonly string[], description: string) =>
  Object.fromEntries(keys.map(key => [key, z.unknown().optional().describe(description)]))

/** `project.yml`. */
export const projectFileSchema = z.strictObject({
  name,
  version: z.union([z.string(), z.number()]).optional().describe('Of your project, for readers.'),
  'model-paths': folders.default(['models']).describe('Folders of models (.sql) and their YAML.'),
  'seed-paths': folders.default(['seeds']).describe('Folders of seeds (.csv) and their YAML.'),
  'test-paths': folders
    .default(['tests'])
    .describe('Folders of singular data tests (.sql); generic ones are in their `generic` folder.'),
  'macro-paths': folders.default(['macros']).describe('Folders of macros (.sql) and their YAML.'),
  'docs-paths': folders
    .optional()
    .describe('Folders of Markdown with docs blocks. Default: those of models, seeds, tests and macros.'),
  'target-path': z.string().min(1).default('target').describe('Folder of artifacts and compiled SQL.'),
  'clean-targets': folders
    .optional()
    .describe('Folders that `gild clean` removes. Default: the target path.'),
  'packages-install-path': z
    .string()
    .min(1)
    .default('dbt_packages')
    .describe('Folder of installed packages: `gild deps` makes it, `gild clean` removes it.'),
  dispatch: z
    .array(
      z.strictObject({
        macro_namespace: z.string().min(1).describe('A package that calls adapter.dispatch().'),
        search_order: z.array(z.string().min(1)).describe('Packages to look in, first wins.'),
      }),
    )
    .default([])
    .describe('Where the macros that a package dispatches are looked for.'),
  vars: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Variables for var(): for all, or below the name of a package for that package.'),
  models: configTree('models').default({}).describe('Config of models, by folder.'),
  seeds: configTree('seeds').default({}).describe('Config of seeds, by folder.'),
  data_tests: configTree('dataTests').optional().describe('Config of data tests, by folder.'),
  tests: configTree('dataTests').optional().describe('The same as data_tests.'),
  unit_tests: configTree('unitTests').default({}).describe('Config of unit tests, by folder.'),
  exposures: configTree('exposures').default({}).describe('Config of exposures, by folder.'),
  sources: configTree('sources').default({}).describe('Config of sources, by folder, source and table.'),
  target: z
    .string()
    .optional()
    .describe('The target that runs without --target. Default: dev, else the first.'),
  targets: z
    .record(z.string(), targetSchema)
    .optional()
    .describe('Environments by name. Default: one, `dev`, with every default.'),
  'on-run-start': statements.optional().describe('SQL that runs before everything: text, or a list.'),
  'on-run-end': statements
    .optional()
    .describe('SQL that runs after everything, also when something failed: text, or a list.'),
  ...optional(ignoredKeys, ignoredText),
})

export type ProjectFile = z.infer<typeof projectFileSchema>
