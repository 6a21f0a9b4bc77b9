import { bug } from '../errors/bug.ts'
import type { AddFile } from './log/actions.ts'
import type { Snapshot } from './snapshot.ts'
import type { DeltaTable } from './table.ts'

/** What data-changing commits of a range did to the files of a table, net. */
export interface TableChanges {
  /** `appended`: commits only added files. `rewritten`: some removed files, even where nothing is left of it net. */
  readonly kind: 'none' | 'appended' | 'rewritten'
  readonly added: readonly AddFile[]
  readonly removed: readonly AddFile[]
}

/** The changes in (since, to.version]. Throws `delta-log-incomplete` when a commit of the range is gone. */
export async function changesBetween(
  _table: DeltaTable,
  _since: number,
  _to: Snapshot,
): Promise<TableChanges> {
  return bug('not built')
}
