import { GildError } from '../errors/gild-error.ts'
import { checkReadable } from './features.ts'
import type {
  AddFile,
  DomainMetadata,
  Metadata,
  MetadataAction,
  Protocol,
  RemoveFile,
  TableTransaction,
} from './log/actions.ts'
import { commitPath, logFolder } from './log/file-names.ts'
import type { TableState } from './log/table-state.ts'
import { parseSchema, UnknownTypeError } from './schema/schema-json.ts'

/** A table at one version. Immutable. */
export interface Snapshot {
  /** The table's name, for messages. */
  readonly table: string
  readonly version: number
  /**
   * When the version was committed, milliseconds since the epoch: by its in-commit timestamp, else by the storage's
   * clock. A snapshot that a commit returns has the writer's clock.
   */
  readonly committedAt: number
  readonly protocol: Protocol
  readonly metadata: Metadata
  /** The live files by `fileKey`. */
  readonly files: ReadonlyMap<string, AddFile>
  /** Removed files by `fileKey`, as far back as the log holds them. */
  readonly tombstones: ReadonlyMap<string, RemoveFile>
  /** By app id. */
  readonly transactions: ReadonlyMap<string, TableTransaction>
  /** By domain; removed ones are not in it. */
  readonly domains: ReadonlyMap<string, DomainMetadata>
}

/** A state that may be changed without changing the snapshot. */
export function stateOf(snapshot: Snapshot): TableState {
  return {
    protocol: snapshot.protocol,
    metadata: snapshot.metadata,
    commitInfo: undefined,
    files: new Map(snapshot.files),
    tombstones: new Map(snapshot.tombstones),
    transactions: new Map(snapshot.transactions),
    domains: new Map(snapshot.domains),
  }
}

export interface SnapshotOrigin {
  /** For messages. */
  readonly table: string
  readonly version: number
  readonly modifiedAt: number
}

/** Ends a replay. Throws `delta-unsupported-feature` and `delta-log-corrupt`. */
export function snapshotOf(state: TableState, { table, version, modifiedAt }: SnapshotOrigin): Snapshot {
  const { protocol, metadata } = state
  if (protocol === undefined || metadata === undefined) {
    const problem = `there is no ${protocol === undefined ? 'protocol' : 'metaData'} action up to it`
    throw new GildError('delta-log-corrupt', { table, file: commitPath(version), problem })
  }
  checkReadable(table, protocol, metadata)
  checkFiles(table, state.files.values())
  const hasCommitTimestamp = metadata.configuration['delta.enableInCommitTimestamps'] === 'true'
  return {
    table,
    version,
    committedAt: (hasCommitTimestamp ? state.commitInfo?.inCommitTimestamp : undefined) ?? modifiedAt,
    protocol,
    metadata: withSchema(table, metadata),
    files: state.files,
    tombstones: state.tombstones,
    transactions: state.transactions,
    domains: state.domains,
  }
}

function checkFiles(table: string, files: Iterable<AddFile>): void {
  for (const file of files) {
    if (file.deletionVector !== undefined) {
      throw new GildError('delta-unsupported-feature', { table, features: ['deletionVectors'] })
    }
  }
}

function withSchema(
  table: string,
  metadata: MetadataAction & { readonly schema?: Metadata['schema'] },
): Metadata {
  if (metadata.schema !== undefined) return { ...metadata, schema: metadata.schema }
  try {
    return { ...metadata, schema: parseSchema(metadata.schemaString) }
  } catch (cause) {
    if (cause instanceof UnknownTypeError) {
      throw new GildError('delta-unsupported-feature', { table, features: [`type ${cause.type}`] }, { cause })
    }
    const problem = `the schema cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new GildError('delta-log-corrupt', { table, file: logFolder, problem }, { cause })
  }
}
