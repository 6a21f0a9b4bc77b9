/** What stands in the `metadata` of every artifact. */
export interface ArtifactMetadata {
  readonly gildVersion: string
  readonly invocationId: string
  /** Milliseconds since the epoch. */
  readonly generatedAt: number
  /** When the run started. */
  readonly startedAt: number
}

/** The version of dbt whose artifacts these are like. */
const DBT_VERSION = '1.12.0'

export function metadataJson(
  { gildVersion, invocationId, generatedAt, startedAt }: ArtifactMetadata,
  schema: 'manifest/v12' | 'run-results/v6' | 'catalog/v1',
): Readonly<Record<string, unknown>> {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${schema}.json`,
    dbt_version: DBT_VERSION,
    generated_at: isoTime(generatedAt),
    invocation_id: invocationId,
    invocation_started_at: isoTime(startedAt),
    env: { GILD_VERSION: gildVersion },
  }
}

/** As dbt prints times: UTC, with microseconds. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z')
}
