import * as z from 'zod'
import { parseByteSize } from './byte-size.ts'

const memory = z
  .string()
  .refine(text => parseByteSize(text) !== undefined, 'a size with its unit, such as 4GB or 512MiB')

const scalar = z.union([z.string(), z.number(), z.boolean()])

const streams = z.strictObject({
  type: z.literal('log').default('log').describe('`log` is the embedded topic log: a folder.'),
  path: z
    .string()
    .min(1)
    .default('lake/_topics')
    .describe('Folder of the topics, absolute or relative to the project.'),
})

/** One target of `targets:` in project.yml. */
export const targetSchema = z.strictObject({
  engine: z.literal('duckdb').default('duckdb').describe('What runs the SQL.'),
  lake: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of all tables, absolute or relative to the project. Default: `lake/<target>`.'),
  streams: streams.prefault({}).describe('Where topics live.'),
  schema: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Schema of models that configure none, and the prefix of those that do, as in dbt. Without it a model gets the schema it configures, else the name of its first folder below the model path, else `main`.',
    ),
  threads: z.int().min(1).max(1024).default(4).describe('How many nodes run at once.'),
  memory: memory
    .optional()
    .describe('What the engine may use, such as 4GB. Default: half of what the machine or its cgroup has.'),
  durability: z
    .enum(['full', 'process'])
    .default('full')
    .describe(
      '`full` syncs every file to disk before it is committed; `process` survives a crash of gild only.',
    ),
  settings: z.record(z.string(), scalar).default({}).describe('Settings of the engine, by name.'),
})

export type TargetFile = z.infer<typeof targetSchema>
