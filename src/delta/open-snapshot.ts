import { parseActions, readCommit, readCommits } from './log/commit-file.ts'
import { versionAt } from './log/commit-times.ts'
import { findSegment, type LogSegment, listLog } from './log/segment.ts'
import { emptyState, replay, type TableState } from './log/table-state.ts'
import { type Snapshot, snapshotOf, stateOf } from './snapshot.ts'
import type { DeltaTable } from './table.ts'

export interface SnapshotOptions {
  readonly version?: number | undefined
  /** The last version committed at or before it, milliseconds since the epoch. Not with `version`. */
  readonly timestamp?: number | undefined
  /** An older snapshot of the same table: only what came after is read. */
  readonly previous?: Snapshot | undefined
}

/**
 * The table now, at a version or at a time; undefined when there is no table. Throws `delta-unsupported-feature`,
 * `delta-version-not-found`, `delta-time-not-found`, `delta-log-corrupt`, `delta-log-incomplete`.
 */
export async function openSnapshot(
  table: DeltaTable,
  options: SnapshotOptions = {},
): Promise<Snapshot | undefined> {
  const { timestamp, previous } = options
  if (timestamp !== undefined) return openAtTime(table, timestamp)
  const updated = previous === undefined ? undefined : await update(table, previous, options.version)
  if (updated !== undefined) return updated
  const segment = await findSegment(table, options.version)
  if (segment === undefined) return undefined
  const state = emptyState()
  await replayCheckpoint(table, segment, state)
  for (const { actions } of await readCommits(table, segment.firstCommit, segment.version))
    replay(state, actions)
  if (segment.firstCommit > segment.version) replayCommitInfo(state, await readCommit(table, segment.version))
  return snapshotOf(state, { table: table.name, version: segment.version, modifiedAt: segment.modifiedAt })
}

async function openAtTime(table: DeltaTable, timestamp: number): Promise<Snapshot | undefined> {
  const latest = await openSnapshot(table)
  if (latest === undefined) return undefined
  const version = await versionAt(table, timestamp, latest)
  return version === latest.version ? latest : openSnapshot(table, { version })
}

// Undefined when the log no longer follows from the previous snapshot: cleaned up, or a table created anew.
async function update(
  table: DeltaTable,
  previous: Snapshot,
  version: number | undefined,
): Promise<Snapshot | undefined> {
  if (version !== undefined && version < previous.version) return undefined
  if (version === previous.version) return previous
  const commits = (await listLog(table, previous.version)).filter(l => l.kind === 'commit')
  if (commits[0]?.version !== previous.version) return undefined
  const last =
    commits.find(c => c.version === version) ?? (version === undefined ? commits.at(-1) : undefined)
  if (last === undefined) return undefined
  if (last.version === previous.version) return previous
  const state = stateOf(previous)
  for (const { actions } of await readCommits(table, previous.version + 1, last.version))
    replay(state, actions)
  return snapshotOf(state, { table: table.name, version: last.version, modifiedAt: last.file.modifiedAt })
}

async function replayCheckpoint(table: DeltaTable, segment: LogSegment, state: TableState): Promise<void> {
  for (const path of segment.checkpoint?.paths ?? []) {
    const rows = await table.checkpoints.read(table.storage.locate(path))
    replay(state, parseActions(table.name, path, rows.join('\n')))
  }
}

// A checkpoint does not say when its version was committed; its commit does, while the log still has it.
function replayCommitInfo(state: TableState, commit: Awaited<ReturnType<typeof readCommit>>): void {
  replay(state, commit?.actions.filter(a => a.kind === 'commitInfo') ?? [])
}
