import type { AddFile, RemoveFile } from './log/actions.ts'
import { type Commit, readCommits } from './log/commit-file.ts'
import { fileKey } from './log/file-key.ts'
import { openSnapshot } from './open-snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import type { DeltaTable } from './table.ts'

/** What data-changing commits of a range did to the files of a table. */
export interface TableChanges {
  /** `appended`: commits only added files. `rewritten`: some removed files, even where nothing is left of it net. */
  readonly kind: 'none' | 'appended' | 'rewritten'
  /** Net: a file that the range both added and removed is in neither list. */
  readonly added: readonly AddFile[]
  readonly removed: readonly AddFile[]
}

/**
 * The changes in (since, to.version]. Commits that only move rows between files (optimize), and those that mark
 * themselves as retention, change nothing. Throws `delta-log-incomplete` when a commit of the range is gone.
 */
export async function changesBetween(table: DeltaTable, since: number, to: Snapshot): Promise<TableChanges> {
  const commits = (await readCommits(table, since + 1, to.version)).filter(c => !isRetention(c))
  const net = netChanges(commits)
  const lookUp = net.removed.some(isBare) ? await filesAt(table, since, to) : new Map<string, AddFile>()
  const removed = net.removed.map(remove => asAdd(remove, lookUp))
  if (net.anyRemoved) return { kind: 'rewritten', added: net.added, removed }
  return { kind: net.added.length > 0 ? 'appended' : 'none', added: net.added, removed }
}

interface NetChanges {
  readonly added: readonly AddFile[]
  readonly removed: readonly RemoveFile[]
  readonly anyRemoved: boolean
}

function netChanges(commits: readonly Commit[]): NetChanges {
  const added = new Map<string, AddFile>()
  const removed = new Map<string, RemoveFile>()
  let anyRemoved = false
  for (const action of commits.flatMap(c => c.actions)) {
    if (action.kind === 'add' && action.add.dataChange) {
      const key = fileKey(action.add)
      if (!removed.delete(key)) added.set(key, action.add)
    }
    if (action.kind === 'remove' && action.remove.dataChange) {
      const key = fileKey(action.remove)
      if (!added.delete(key)) removed.set(key, action.remove)
      anyRemoved = true
    }
  }
  return { added: [...added.values()], removed: [...removed.values()], anyRemoved }
}

function isRetention(commit: Commit): boolean {
  return commit.actions.some(a => a.kind === 'commitInfo' && a.info.json['gild.retention'] !== undefined)
}

// Writers need not say what was in a file that they remove.
function isBare(remove: RemoveFile): boolean {
  return remove.partitionValues === undefined || remove.size === undefined
}

// A file was live when the range began, or an optimize within the range made it.
async function filesAt(
  table: DeltaTable,
  since: number,
  to: Snapshot,
): Promise<ReadonlyMap<string, AddFile>> {
  const before = since < 0 ? undefined : await openSnapshot(table, { version: since })
  const files = new Map(before?.files)
  for (const { actions } of await readCommits(table, since + 1, to.version)) {
    for (const action of actions) if (action.kind === 'add') files.set(fileKey(action.add), action.add)
  }
  return files
}

function asAdd(remove: RemoveFile, lookUp: ReadonlyMap<string, AddFile>): AddFile {
  const known = lookUp.get(fileKey(remove))
  return {
    path: remove.path,
    partitionValues: remove.partitionValues ?? known?.partitionValues ?? {},
    size: remove.size ?? known?.size ?? 0,
    modificationTime: known?.modificationTime ?? remove.deletionTimestamp ?? 0,
    dataChange: true,
    stats: remove.stats ?? known?.stats,
    deletionVector: remove.deletionVector,
    baseRowId: remove.baseRowId,
    defaultRowCommitVersion: remove.defaultRowCommitVersion,
  }
}
