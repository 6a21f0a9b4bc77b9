import type { AddFile, Metadata } from '../log/actions.ts'
import type { Predicate } from '../scan/predicate.ts'
import type { Snapshot } from '../snapshot.ts'

/** One atomic change of a table. */
export interface CommitRequest {
  /** The version the change was computed from; undefined creates the table. */
  readonly base: Snapshot | undefined
  readonly operation: Operation
  readonly add: readonly AddFile[]
  /** Files of `base` that the table no longer has. */
  readonly remove: readonly AddFile[]
  /** The table's metadata when it changes or the table is created. */
  readonly metadata?: Metadata | undefined
  /** App ids that advance with this commit; each is read too. */
  readonly transactions: readonly TransactionMove[]
  /** What the change depends on besides `remove` and `transactions`. */
  readonly reads: ReadSet
  /** False when rows only move between files (optimize). Default true. */
  readonly dataChange?: boolean | undefined
  /** More fields of commitInfo. */
  readonly info?: Readonly<Record<string, string>> | undefined
}

/** As `table history` shows it, in the words of other writers: `WRITE`, `MERGE`, `CREATE TABLE`. */
export interface Operation {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly metrics?: Readonly<Record<string, string>> | undefined
}

export interface TransactionMove {
  readonly appId: string
  /** What the change started from; undefined when the table had none. */
  readonly from: bigint | undefined
  readonly to: bigint
}

export type ReadSet =
  /** A blind append. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'table' }
  /** Rows that match `where`, found in `files`. An added file that may match conflicts, and so does the removal of one of `files`. */
  | { readonly kind: 'files'; readonly files: readonly AddFile[]; readonly where: Predicate }

export type CommitResult =
  | {
      readonly kind: 'committed'
      readonly version: number
      readonly snapshot: Snapshot
      /** Why the checkpoint that was due is missing. The commit stands; a later one writes it. */
      readonly checkpointError?: unknown
    }
  | { readonly kind: 'conflict'; readonly reason: ConflictReason; readonly version: number }

export type ConflictReason =
  /** An app id that the change advances is not where it started from. */
  'cursor-moved' | 'concurrent-append' | 'concurrent-delete' | 'metadata-changed' | 'protocol-changed'
