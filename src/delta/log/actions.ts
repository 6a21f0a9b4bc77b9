import type { StructType } from '../schema/data-type.ts'
import type { JsonObject } from './json.ts'

/** The actions of the protocol that change a table's state. Absent and null fields of the log are `undefined`. */
export type Action =
  | { readonly kind: 'protocol'; readonly protocol: Protocol }
  | { readonly kind: 'metaData'; readonly metadata: MetadataAction }
  | { readonly kind: 'txn'; readonly txn: TableTransaction }
  | { readonly kind: 'domainMetadata'; readonly domain: DomainMetadata }
  | { readonly kind: 'add'; readonly add: AddFile }
  | { readonly kind: 'remove'; readonly remove: RemoveFile }
  | { readonly kind: 'commitInfo'; readonly info: CommitInfo }

export interface Protocol {
  readonly minReaderVersion: number
  readonly minWriterVersion: number
  /** Only with reader version 3. */
  readonly readerFeatures?: readonly string[] | undefined
  /** Only with writer version 7. */
  readonly writerFeatures?: readonly string[] | undefined
}

export interface Metadata extends MetadataAction {
  /** `schemaString`, parsed. */
  readonly schema: StructType
}

/** `metaData` as the log has it. */
export interface MetadataAction {
  /** Survives everything but dropping the table. */
  readonly id: string
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** As in the log: fields that gild does not know are carried through. */
  readonly schemaString: string
  readonly partitionColumns: readonly string[]
  readonly configuration: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. */
  readonly createdTime?: number | undefined
}

/** How far an application got (`txn`). */
export interface TableTransaction {
  readonly appId: string
  readonly version: bigint
  /** Milliseconds since the epoch. */
  readonly lastUpdated?: number | undefined
}

export interface DomainMetadata {
  readonly domain: string
  readonly configuration: string
  readonly removed: boolean
}

/** Partition values by column, in the text form of the protocol; null is SQL NULL. */
export type PartitionValues = Readonly<Record<string, string | null>>

export interface DeletionVector {
  readonly storageType: string
  readonly pathOrInlineDv: string
  readonly offset?: number | undefined
  readonly sizeInBytes: number
  readonly cardinality: number
}

/** A data file of the table. */
export interface AddFile {
  /** As in the log: a URI, relative to the table or absolute, percent-encoded. See `filePath` for what storage opens. */
  readonly path: string
  readonly partitionValues: PartitionValues
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modificationTime: number
  readonly dataChange: boolean
  /** A JSON object, parsed only when a predicate needs it. */
  readonly stats?: string | undefined
  readonly tags?: Readonly<Record<string, string | null>> | undefined
  readonly deletionVector?: DeletionVector | undefined
  readonly baseRowId?: bigint | undefined
  readonly defaultRowCommitVersion?: bigint | undefined
  readonly clusteringProvider?: string | undefined
}

/** A file that is no longer part of the table; kept in the log until vacuum may delete it. */
export interface RemoveFile {
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly deletionTimestamp?: number | undefined
  readonly dataChange: boolean
  readonly extendedFileMetadata?: boolean | undefined
  readonly partitionValues?: PartitionValues | undefined
  readonly size?: number | undefined
  readonly stats?: string | undefined
  readonly tags?: Readonly<Record<string, string | null>> | undefined
  readonly deletionVector?: DeletionVector | undefined
  readonly baseRowId?: bigint | undefined
  readonly defaultRowCommitVersion?: bigint | undefined
}

/** Free-form; the fields here are those that writers agree on. */
export interface CommitInfo {
  /** Milliseconds since the epoch. */
  readonly timestamp?: number | undefined
  readonly inCommitTimestamp?: number | undefined
  readonly operation?: string | undefined
  readonly txnId?: string | undefined
  readonly isBlindAppend?: boolean | undefined
  readonly engineInfo?: string | undefined
  /** The whole action. */
  readonly json: JsonObject
}
