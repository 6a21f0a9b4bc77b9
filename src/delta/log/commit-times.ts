import { GildError } from '../../errors/gild-error.ts'
import type { Snapshot } from '../snapshot.ts'
import type { DeltaTable } from '../table.ts'
import { readCommit } from './commit-file.ts'
import { listLog } from './segment.ts'

export interface CommitTime {
  readonly version: number
  /** Milliseconds since the epoch. */
  readonly timestamp: number
}

/**
 * The last version committed at or before a time. Throws `delta-time-not-found` when the log begins later.
 * Protocol, "In-Commit Timestamps": from the version that enabled them on they count, before it the files' times.
 */
export async function versionAt(table: DeltaTable, timestamp: number, latest: Snapshot): Promise<number> {
  const times = (await fileTimes(table)).filter(t => t.version <= latest.version)
  const enabled = inCommitTimestampsSince(latest)
  const first = enabled === undefined ? latest.version + 1 : Math.max(enabled.version, times[0]?.version ?? 0)
  if (enabled !== undefined && timestamp >= enabled.timestamp) {
    const found = await searchInCommitTimestamps(table, timestamp, { first, last: latest.version })
    if (found !== undefined) return found
  }
  const found = times.findLast(t => t.version < first && t.timestamp <= timestamp)
  if (found !== undefined) return found.version
  const earliest = times[0]?.timestamp ?? latest.committedAt
  throw new GildError('delta-time-not-found', {
    table: table.name,
    time: isoTime(timestamp),
    earliest: isoTime(earliest),
  })
}

/** The commits of the log with the time of their files, made strictly increasing. */
export async function fileTimes(table: DeltaTable): Promise<readonly CommitTime[]> {
  const times: CommitTime[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const { kind, version, file } of await listLog(table, 0)) {
    if (kind !== 'commit') continue
    last = Math.max(file.modifiedAt, last + 1)
    times.push({ version, timestamp: last })
  }
  return times
}

function inCommitTimestampsSince({ metadata }: Snapshot): CommitTime | undefined {
  const { configuration } = metadata
  if (configuration['delta.enableInCommitTimestamps'] !== 'true') return undefined
  return {
    version: Number(configuration['delta.inCommitTimestampEnablementVersion'] ?? 0),
    timestamp: Number(
      configuration['delta.inCommitTimestampEnablementTimestamp'] ?? Number.NEGATIVE_INFINITY,
    ),
  }
}

async function searchInCommitTimestamps(
  table: DeltaTable,
  timestamp: number,
  range: { readonly first: number; readonly last: number },
): Promise<number | undefined> {
  let low = range.first
  let high = range.last
  let found: number | undefined
  while (low <= high) {
    const middle = Math.floor((low + high) / 2)
    if ((await inCommitTimestamp(table, middle)) <= timestamp) {
      found = middle
      low = middle + 1
    } else {
      high = middle - 1
    }
  }
  return found
}

async function inCommitTimestamp(table: DeltaTable, version: number): Promise<number> {
  const commit = await readCommit(table, version)
  if (commit === undefined)
    throw new GildError('delta-log-incomplete', { table: table.name, from: version, to: version })
  const info = commit.actions.find(a => a.kind === 'commitInfo')
  if (info?.info.inCommitTimestamp === undefined) {
    const problem = 'the commit has no in-commit timestamp'
    throw new GildError('delta-log-corrupt', { table: table.name, file: String(version), problem })
  }
  return info.info.inCommitTimestamp
}

function isoTime(timestamp: number): string {
  return new Date(timestamp).toISOString()
}
