import type { Snapshot } from '../snapshot.ts'
import type { DeltaTable } from '../table.ts'
import { parseInterval } from '../values/interval.ts'
import type { RemoveFile } from './actions.ts'
import { checkpointPath } from './file-names.ts'
import { formatAction } from './format-action.ts'
import { writeLastCheckpoint } from './last-checkpoint.ts'

/**
 * Writes a checkpoint when the version is a multiple of `delta.checkpointInterval` (10). A commit stands without it:
 * what went wrong is returned.
 */
export async function checkpointIfDue(table: DeltaTable, snapshot: Snapshot, now: number): Promise<unknown> {
  const interval = Number(snapshot.metadata.configuration['delta.checkpointInterval'])
  const every = Number.isInteger(interval) && interval > 0 ? interval : 10
  if (snapshot.version === 0 || snapshot.version % every !== 0) return undefined
  try {
    await writeCheckpoint(table, snapshot, now)
    return undefined
  } catch (error) {
    return error
  }
}

/** Writes a classic checkpoint of one file, and the hint to it. */
export async function writeCheckpoint(table: DeltaTable, snapshot: Snapshot, now: number): Promise<void> {
  const { version, files } = snapshot
  const rows = checkpointRows(snapshot, now)
  const sizeInBytes = await table.checkpoints.write(table.storage.locate(checkpointPath(version)), rows)
  await writeLastCheckpoint(table, { version, size: rows.length, sizeInBytes, numOfAddFiles: files.size })
}

/**
 * The state of a table, an action a row. Protocol, "Checkpoints": no commitInfo, no change data, no removal that
 * vacuum need not respect any more. `txn` actions stay: a table's cursors must never expire.
 */
export function checkpointRows(snapshot: Snapshot, now: number): readonly string[] {
  const oldest = now - tombstoneRetention(snapshot)
  const kept = [...snapshot.tombstones.values()].filter(remove => (remove.deletionTimestamp ?? 0) > oldest)
  return [
    formatAction.protocol(snapshot.protocol),
    formatAction.metaData(snapshot.metadata),
    ...[...snapshot.transactions.values()].map(formatAction.txn),
    ...[...snapshot.domains.values()].map(formatAction.domainMetadata),
    ...kept.map(checkpointRemove),
    ...[...snapshot.files.values()].map(add => formatAction.add({ ...add, dataChange: false })),
  ]
}

const week = 7 * 24 * 3600 * 1000

function tombstoneRetention({ metadata }: Snapshot): number {
  const retention = metadata.configuration['delta.deletedFileRetentionDuration']
  return (retention === undefined ? undefined : parseInterval(retention)) ?? week
}

function checkpointRemove(remove: RemoveFile): string {
  return formatAction.remove({ ...remove, dataChange: false, stats: undefined, tags: undefined })
}
