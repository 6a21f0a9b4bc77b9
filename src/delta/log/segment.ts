import { GildError } from '../../errors/gild-error.ts'
import type { StoredFile } from '../../ports/storage.ts'
import type { DeltaTable } from '../table.ts'
import { type LogFile, logFolder, parseLogFileName, versionPrefix } from './file-names.ts'
import { readLastCheckpoint } from './last-checkpoint.ts'

/** The files that a version is replayed from: a checkpoint, and the commits after it without a gap. */
export interface LogSegment {
  readonly version: number
  readonly checkpoint: Checkpoint | undefined
  /** The first and the last commit after the checkpoint; none when `first` > `version`. */
  readonly firstCommit: number
  /** When the version was committed by the clock of the storage, milliseconds since the epoch. */
  readonly modifiedAt: number
}

export interface Checkpoint {
  readonly version: number
  /** Relative to the table, in the order of their parts. */
  readonly paths: readonly string[]
}

/** A file of the log that replay uses. */
export type ListedLogFile = LogFile & { readonly file: StoredFile }

/**
 * Lists what a version (the latest when undefined) is replayed from; undefined when there is no table. Throws
 * `delta-version-not-found`, `delta-log-incomplete`, and `delta-unsupported-feature` where only a V2 checkpoint would do.
 */
export async function findSegment(table: DeltaTable, version?: number): Promise<LogSegment | undefined> {
  const hint = await readLastCheckpoint(table)
  if (hint !== undefined && (version === undefined || hint <= version)) {
    const listed = await listLog(table, hint)
    // The hint may be stale, or name a checkpoint that is gone.
    if (newestCheckpoint(listed, version) !== undefined) return segmentOf(table, listed, version)
  }
  return segmentOf(table, await listLog(table, 0), version)
}

/** The files of the log from a version on, ascending. */
export async function listLog(table: DeltaTable, from: number): Promise<readonly ListedLogFile[]> {
  const files = await table.storage.list(logFolder, { from: versionPrefix(from) })
  return files.flatMap(file => {
    const parsed = parseLogFileName(file.name)
    return parsed === undefined ? [] : [{ ...parsed, file }]
  })
}

function segmentOf(
  table: DeltaTable,
  listed: readonly ListedLogFile[],
  wanted: number | undefined,
): LogSegment | undefined {
  const latest = listed.at(-1)?.version
  if (latest === undefined) return undefined
  if (wanted !== undefined && (wanted > latest || wanted < 0)) {
    throw new GildError('delta-version-not-found', { table: table.name, version: wanted, latest })
  }
  const version = wanted ?? latest
  const checkpoint = newestCheckpoint(listed, version)
  const firstCommit = checkpoint === undefined ? 0 : checkpoint.version + 1
  checkContiguous(table, listed, { from: firstCommit, to: version })
  const last =
    listed.findLast(l => l.version === version && l.kind === 'commit') ??
    listed.findLast(l => l.version === version)
  return { version, checkpoint, firstCommit, modifiedAt: last?.file.modifiedAt ?? 0 }
}

function checkContiguous(
  table: DeltaTable,
  listed: readonly ListedLogFile[],
  range: { from: number; to: number },
): void {
  let expected = range.from
  for (const { kind, version } of listed) {
    if (kind !== 'commit' || version < range.from || version > range.to) continue
    if (version !== expected) gap(table, listed, { from: expected, to: version - 1 })
    expected = version + 1
  }
  if (expected <= range.to) gap(table, listed, { from: expected, to: range.to })
}

function gap(
  table: DeltaTable,
  listed: readonly ListedLogFile[],
  missing: { from: number; to: number },
): never {
  if (listed.some(l => l.kind === 'v2-checkpoint' && l.version >= missing.to)) {
    throw new GildError('delta-unsupported-feature', { table: table.name, features: ['v2Checkpoint'] })
  }
  throw new GildError('delta-log-incomplete', { table: table.name, ...missing })
}

// Several may exist for one version: the single file is preferred, then the set with the fewest parts.
function newestCheckpoint(
  listed: readonly ListedLogFile[],
  upTo: number | undefined,
): Checkpoint | undefined {
  for (let i = listed.length - 1; i >= 0; i--) {
    const version = listed[i]?.version
    if (version === undefined || (upTo !== undefined && version > upTo)) continue
    if (listed[i]?.kind === 'commit' || listed[i]?.kind === 'v2-checkpoint') continue
    const paths = completeCheckpoint(listed.filter(l => l.version === version))
    if (paths !== undefined) return { version, paths }
  }
  return undefined
}

function completeCheckpoint(files: readonly ListedLogFile[]): readonly string[] | undefined {
  const single = files.find(f => f.kind === 'checkpoint')
  if (single !== undefined) return [`${logFolder}/${single.file.name}`]
  const counts = new Set(files.flatMap(f => (f.kind === 'checkpoint-part' ? [f.parts] : [])))
  for (const parts of [...counts].sort((a, b) => a - b)) {
    const names = files.flatMap(f => (f.kind === 'checkpoint-part' && f.parts === parts ? [f.file.name] : []))
    if (names.length === parts) return names.map(name => `${logFolder}/${name}`)
  }
  return undefined
}
