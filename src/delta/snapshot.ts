import { bug } from '../errors/bug.ts'
import type {
  AddFile,
  DomainMetadata,
  Metadata,
  Protocol,
  RemoveFile,
  TableTransaction,
} from './log/actions.ts'
import type { DeltaTable } from './table.ts'

/** A table at one version. Immutable. */
export interface Snapshot {
  /** The table's name, for messages. */
  readonly table: string
  readonly version: number
  /** When the version was committed, milliseconds since the epoch. */
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

export interface SnapshotOptions {
  readonly version?: number | undefined
  /** The last version committed at or before it, milliseconds since the epoch. */
  readonly timestamp?: number | undefined
  /** An older snapshot of the same table: only what came after is read. */
  readonly previous?: Snapshot | undefined
}

/** The table now, at a version or at a time; undefined when there is no table. */
export async function openSnapshot(
  _table: DeltaTable,
  _options: SnapshotOptions = {},
): Promise<Snapshot | undefined> {
  return bug('not built')
}
