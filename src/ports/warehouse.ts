import type { ColumnType } from './column-type.ts'
import type { Pin } from './pin.ts'
import type { QueryResult, RelationRead, RelationSpec } from './relation.ts'

/**
 * The engine that stores tables and answers SQL, for one run. DuckDB with gild's Delta kernel is the first
 * implementation. Paths of tables are relative to the lake.
 */
export interface Warehouse extends AsyncDisposable {
  /** The table as it is now (or at `version`); undefined when there is none. Throws `delta-unsupported-feature`. */
  pin(path: string, version?: number): Promise<Pin | undefined>
  /** What happened to the rows of a table after `since` and up to the pin. */
  changesSince(pin: Pin, since: number): Promise<ChangeKind>
  /** Runs `work` with a worker of its own; waits while all are busy. */
  withWorker<T>(work: (worker: Worker) => Promise<T>, options?: WorkerOptions): Promise<T>
  /** Ends what runs and what waits; each settles with `run-cancelled`. Resolves when all have. */
  cancel(): Promise<void>
}

export interface WorkerOptions {
  /** Waits for all others, and gets the whole memory and one thread of the engine. */
  readonly exclusive?: boolean
  /** On a session of its own, which ends with `work`: settings and temporary tables that statements make end too. */
  readonly fresh?: boolean
}

/** `none`: nothing, or only commits that change no data. `rewritten`: rows were removed or updated too. */
export type ChangeKind = 'none' | 'appended' | 'rewritten'

/** One connection with a namespace of its own: relations of one worker are invisible to others. */
export interface Worker {
  /**
   * Creates the relations (in order: later ones may use earlier ones; those of the last `bind` are gone), prunes the
   * files of each by the constant filters that the SQL applies to it, and returns the query with its column types.
   * Throws `sql-error` with the offset in the SQL.
   */
  bind(request: BindRequest): Promise<BoundQuery>
  /** All rows, or the first `limit`. */
  query(bound: BoundQuery, options?: { readonly limit?: number }): Promise<QueryResult>
  /**
   * Creates the relations as `bind` does, and runs one or more statements of any kind. Gives the rows of the last one.
   * What they create is in memory: temporary things end with the worker's session, all else with the warehouse. Throws
   * `sql-error` with the offset in the SQL.
   */
  execute(request: BindRequest): Promise<QueryResult>
  /** Writes all rows, or the first `limit`, to a Parquet file that is no part of the lake. Returns how many. */
  save(bound: BoundQuery, to: { readonly file: string; readonly limit?: number | undefined }): Promise<bigint>
  /** Writes the rows to new files in the table's folder, which nothing refers to yet. Leaves no files behind when it throws. */
  stage(request: StageRequest): Promise<Candidate>
  /** One atomic commit of a candidate. A lost race is a value; the candidate's files are gone then. */
  publish(candidate: Candidate, request: PublishRequest): Promise<PublishResult>
  /** Removes the files of a candidate that will not be published. */
  discard(candidate: Candidate): Promise<void>
}

export interface BindRequest {
  /** For messages. */
  readonly node: string
  readonly sql: string
  readonly relations: readonly RelationSpec[]
}

export interface BoundQuery {
  readonly node: string
  readonly sql: string
  readonly columns: readonly ColumnType[]
  readonly reads: readonly RelationRead[]
}

export interface StageRequest {
  readonly query: BoundQuery
  /** Relative to the lake. */
  readonly path: string
  /** The version this write starts from; undefined creates the table. */
  readonly base: Pin | undefined
  readonly write: WriteMode
  readonly partitionBy: readonly string[]
  readonly onSchemaChange: OnSchemaChange
  /** Delta table properties to set, written only where they differ. */
  readonly properties: Readonly<Record<string, string>>
}

export type OnSchemaChange = 'ignore' | 'fail' | 'append_new_columns' | 'sync_all_columns'

export type WriteMode =
  /** Replaces all rows and the schema. */
  | { readonly kind: 'overwrite' }
  | { readonly kind: 'append' }
  /** Updates rows by key, inserts the others. A key twice in the query is `merge-duplicate-key`. */
  | { readonly kind: 'merge'; readonly uniqueKey: readonly string[] }
  /** Removes the rows that have a key of the query, then appends. */
  | { readonly kind: 'delete+insert'; readonly uniqueKey: readonly string[] }
  /** Replaces the partitions that the query has rows for, and `alsoEmpty` (SQL literals, single partition column). */
  | { readonly kind: 'insert_overwrite'; readonly alsoEmpty: readonly string[] }

/** Staged files and what publishing them would do. */
export interface Candidate {
  readonly path: string
  readonly base: Pin | undefined
  readonly columns: readonly ColumnType[]
  /** Rows that the query gave. */
  readonly rows: bigint
  readonly filesAdded: number
  readonly filesRemoved: number
  readonly bytesAdded: number
}

export interface PublishRequest {
  /** Each is checked against the table's own: a moved one is the conflict `cursor-moved`. */
  readonly cursors: readonly CursorMove[]
  /** For the table's history: the run, the node, the command. */
  readonly info: Readonly<Record<string, string>>
}

export interface CursorMove {
  /** `gild/<node id>/<input table id>` or `gild/<stream id>/<topic>/<partition>`. */
  readonly id: string
  /** What the batch started from; undefined when the table had none. */
  readonly from: bigint | undefined
  readonly to: bigint
}

export type PublishResult =
  | { readonly kind: 'published'; readonly pin: Pin }
  /** Nothing to commit: no files, no cursor moved, no property changed. */
  | { readonly kind: 'unchanged'; readonly pin: Pin }
  | { readonly kind: 'conflict'; readonly reason: ConflictReason; readonly version: number }

export type ConflictReason =
  | 'cursor-moved'
  | 'concurrent-append'
  | 'concurrent-delete'
  | 'metadata-changed'
  | 'protocol-changed'
