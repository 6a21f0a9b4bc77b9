import type { CommitInfo } from './log/actions.ts'
import { readCommit } from './log/commit-file.ts'
import { fileTimes } from './log/commit-times.ts'
import { formatJson, isJsonObject, type JsonObject, type JsonValue } from './log/json.ts'
import type { DeltaTable } from './table.ts'

export interface HistoryEntry {
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly timestamp: number
  readonly operation: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly metrics: Readonly<Record<string, string>>
  readonly engine: string | undefined
  /** The other fields of commitInfo, as text. */
  readonly info: Readonly<Record<string, string>>
}

/** The commits that the log still holds, newest first; undefined when there is no table. */
export async function tableHistory(
  table: DeltaTable,
  options: { readonly limit?: number | undefined } = {},
): Promise<readonly HistoryEntry[] | undefined> {
  const times = await fileTimes(table)
  if (times.length === 0) return undefined
  const limit = options.limit ?? times.length
  const entries: HistoryEntry[] = []
  for (const { version, timestamp } of times.slice(Math.max(0, times.length - limit)).reverse()) {
    const commit = await readCommit(table, version)
    const action = commit?.actions.find(a => a.kind === 'commitInfo')
    entries.push(entryOf({ version, timestamp }, action?.info))
  }
  return entries
}

function entryOf(
  at: { readonly version: number; readonly timestamp: number },
  info: CommitInfo | undefined,
): HistoryEntry {
  const { operationParameters, operationMetrics, ...others } = info?.json ?? {}
  return {
    version: at.version,
    timestamp: info?.inCommitTimestamp ?? at.timestamp,
    operation: info?.operation,
    parameters: texts(operationParameters),
    metrics: texts(operationMetrics),
    engine: info?.engineInfo,
    info: texts(Object.fromEntries(Object.entries(others).filter(([name]) => !named.has(name)))),
  }
}

const named: ReadonlySet<string> = new Set(['timestamp', 'inCommitTimestamp', 'operation', 'engineInfo'])

function texts(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(withValues(value)).map(([name, field]) => [name, asText(field)]))
}

function withValues(object: JsonObject): Readonly<Record<string, JsonValue>> {
  const fields: Record<string, JsonValue> = {}
  for (const [name, value] of Object.entries(object))
    if (value !== undefined && value !== null) fields[name] = value
  return fields
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : formatJson(value)
}
