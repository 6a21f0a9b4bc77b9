import { jsonText } from './json.ts'
import { type ArtifactMetadata, isoTime } from './metadata.ts'

/** A version of a table, as far as its commit tells. */
export interface HistoryVersion {
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly committedAt: number
  readonly operation: string | undefined
  readonly rows: bigint | undefined
  readonly filesAdded: bigint | undefined
  readonly filesRemoved: bigint | undefined
  readonly engine: string | undefined
  /** What the writer noted: gild's own commits name the command. */
  readonly info: Readonly<Record<string, string>>
}

/** `table_history.json`, gild's own artifact, as text: the newest versions of each table by the id of its node. */
export function tableHistoryJson(
  { gildVersion, generatedAt }: ArtifactMetadata,
  tables: ReadonlyMap<string, readonly HistoryVersion[]>,
): string {
  const byId = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  return jsonText({
    metadata: { gild_version: gildVersion, generated_at: isoTime(generatedAt) },
    tables: new Map(byId.map(([id, versions]) => [id, versions.map(versionJson)])),
  })
}

function versionJson(entry: HistoryVersion): Readonly<Record<string, unknown>> {
  return {
    version: entry.version,
    time: isoTime(entry.committedAt),
    operation: entry.operation ?? null,
    rows: entry.rows ?? null,
    files_added: entry.filesAdded ?? null,
    files_removed: entry.filesRemoved ?? null,
    engine: entry.engine ?? null,
    command: entry.info.command ?? null,
  }
}
