import { bug } from '../errors/bug.ts'
import type { DeltaTable } from './table.ts'

export interface HistoryEntry {
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly timestamp: number
  readonly operation: string | undefined
  readonly parameters: Readonly<Record<string, string>>
  readonly metrics: Readonly<Record<string, string>>
  readonly engine: string | undefined
  /** The other text fields of commitInfo. */
  readonly info: Readonly<Record<string, string>>
}

/** The commits that the log still holds, newest first; undefined when there is no table. */
export async function tableHistory(
  _table: DeltaTable,
  _options: { readonly limit?: number } = {},
): Promise<readonly HistoryEntry[] | undefined> {
  return bug('not built')
}
