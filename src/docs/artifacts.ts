import * as z from 'zod'

/** The artifacts that a site is made of, as parsed JSON. What one lacks is left out of the site. */
export interface ArtifactFiles {
  readonly manifest: unknown
  readonly runResults?: unknown
  readonly catalog?: unknown
  readonly history?: unknown
}

export type Artifacts = ReturnType<typeof readArtifacts>

/** Checks what the site uses and no more, so that artifacts of newer versions, and dbt's own, are fine. */
export function readArtifacts({ manifest, runResults, catalog, history }: ArtifactFiles) {
  return {
    manifest: manifestSchema.parse(manifest),
    runResults: runResults === undefined ? undefined : runResultsSchema.parse(runResults),
    catalog: catalog === undefined ? undefined : catalogSchema.parse(catalog),
    history: history === undefined ? undefined : historySchema.parse(history),
  }
}

const text = z
  .string()
  .nullish()
  .transform(value => value ?? '')
const texts = z
  .array(z.string())
  .nullish()
  .transform(value => value ?? [])
const anything = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(value => value ?? {})

const dependsOn = z
  .object({ nodes: texts, macros: texts })
  .nullish()
  .transform(value => value ?? { nodes: [], macros: [] })

const columnSchema = z.object({
  name: z.string(),
  description: text,
  data_type: text,
  tags: texts,
  meta: anything,
})

const nodeSchema = z.object({
  unique_id: z.string(),
  name: z.string(),
  resource_type: z.string(),
  package_name: text,
  original_file_path: text,
  fqn: texts,
  schema: text,
  config: anything,
  tags: texts,
  meta: anything,
  description: text,
  columns: z
    .record(z.string(), columnSchema)
    .nullish()
    .transform(value => value ?? {}),
  raw_code: text,
  compiled_code: text,
  relation_name: text,
  depends_on: dependsOn,
  attached_node: text,
  column_name: text,
  test_metadata: z.object({ name: z.string() }).nullish(),
  source_name: text,
  source_description: text,
})

const macroSchema = z.object({
  unique_id: z.string(),
  name: z.string(),
  package_name: text,
  original_file_path: text,
  macro_sql: text,
  description: text,
  depends_on: dependsOn,
  arguments: z
    .array(z.object({ name: z.string(), type: text, description: text }))
    .nullish()
    .transform(value => value ?? []),
})

const exposureSchema = z.object({
  unique_id: z.string(),
  name: z.string(),
  label: text,
  type: text,
  url: text,
  maturity: text,
  package_name: text,
  original_file_path: text,
  fqn: texts,
  tags: texts,
  meta: anything,
  description: text,
  owner: z.object({ name: text, email: text }).nullish(),
  depends_on: dependsOn,
})

const manifestSchema = z.object({
  metadata: z.object({ project_name: text, generated_at: text, env: anything }),
  nodes: z.record(z.string(), nodeSchema),
  sources: z.record(z.string(), nodeSchema),
  macros: z.record(z.string(), macroSchema),
  exposures: z
    .record(z.string(), exposureSchema)
    .nullish()
    .transform(value => value ?? {}),
})

const runResultsSchema = z.object({
  metadata: z.object({ generated_at: text, invocation_started_at: text }),
  elapsed_time: z.number(),
  args: anything,
  results: z.array(
    z.object({
      unique_id: z.string(),
      status: z.string(),
      execution_time: z.number(),
      message: text,
      failures: z.number().nullish(),
      adapter_response: anything,
      timing: z.array(z.object({ name: z.string(), started_at: text })),
    }),
  ),
})

const catalogTable = z.object({
  metadata: z.object({ type: text }),
  columns: z.record(z.string(), z.object({ name: z.string(), type: text, index: z.number() })),
  stats: z.record(z.string(), z.object({ value: z.unknown() })),
})

const catalogSchema = z.object({
  nodes: z.record(z.string(), catalogTable),
  sources: z.record(z.string(), catalogTable),
})

const historySchema = z.object({
  tables: z.record(
    z.string(),
    z.array(
      z.object({
        version: z.number(),
        time: z.string(),
        operation: text,
        rows: z.number().nullable(),
        files_added: z.number().nullable(),
        files_removed: z.number().nullable(),
        engine: text,
        command: text,
      }),
    ),
  ),
})
