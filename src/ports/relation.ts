import type { Location } from '../errors/location.ts'
import type { ColumnType } from './column-type.ts'
import type { FoundFile } from './file-tables.ts'
import type { Pin } from './pin.ts'
import type { MessageBatch } from './stream-source.ts'

/** How SQL names it: `"schema"."name"`. */
export interface RelationName {
  readonly schema: string
  readonly name: string
}

/** Something SQL can select from, as the engine creates it. */
export type RelationSpec =
  | { readonly kind: 'table'; readonly name: RelationName; readonly pin: Pin }
  /**
   * Rows of data-changing commits in (since, pin.version]; all rows when `since` is undefined. Throws
   * `stream-not-append-only` when one of them removed rows.
   */
  | {
      readonly kind: 'appended'
      readonly name: RelationName
      readonly pin: Pin
      readonly since: number | undefined
    }
  /** Net changes in (since, pin.version] with `_change_type`: insert, update_preimage, update_postimage, delete. */
  | {
      readonly kind: 'changes'
      readonly name: RelationName
      readonly pin: Pin
      readonly since: number | undefined
      /** Pairs updates; without it an update is a delete and an insert. */
      readonly uniqueKey: readonly string[]
    }
  | { readonly kind: 'view'; readonly name: RelationName; readonly sql: string }
  | {
      readonly kind: 'messages'
      readonly name: RelationName
      readonly batch: MessageBatch
      readonly columns: readonly ColumnType[]
      /**
       * Whether fields that are not declared are looked for before the query runs. Without, a row that has one ends
       * the query with `undeclared-fields`, and the caller binds again with `true`.
       */
      readonly discover: boolean
      /** Names, in any case, that no field that is not declared gets as its column: such a field is in `_rescued`. */
      readonly reserved?: readonly string[] | undefined
    }
  | { readonly kind: 'csv'; readonly name: RelationName; readonly file: CsvFile }
  /** All rows of files that are no table of the lake. Columns that some of them lack are NULL there. */
  | { readonly kind: 'files'; readonly name: RelationName; readonly table: FileTable }

export interface FileTable {
  /** As the project names them, and where it does. */
  readonly location: string
  readonly at: Location
  readonly format: 'parquet' | 'csv' | 'json'
  /** At least one. */
  readonly files: readonly FoundFile[]
  /** Of CSV: the types of columns that do not get what their values fit. */
  readonly columnTypes: Readonly<Record<string, string>>
}

export interface CsvFile {
  /** Absolute path. */
  readonly file: string
  readonly delimiter: string
  /** All columns of the header, in order; `type` undefined lets the engine decide. */
  readonly columnTypes: Readonly<Record<string, string>>
}

/** What a query read, for the run's output and for tests. */
export interface RelationRead {
  readonly name: RelationName
  /** The table's path, or the topic. */
  readonly from: string
  readonly files: number
  readonly filesBeforePruning: number
  readonly bytes: number
  readonly bytesBeforePruning: number
  readonly version?: number | undefined
  readonly since?: number | undefined
  readonly offsets?:
    | readonly { readonly partition: number; readonly from: bigint; readonly to: bigint }[]
    | undefined
}

/** Values by their SQL type: DATE, TIME, TIMESTAMP, DECIMAL, UUID and INTERVAL are text that gild formats (UTC), BLOB is hex. */
export type SqlValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly SqlValue[]
  | { readonly [field: string]: SqlValue }

export interface QueryResult {
  readonly columns: readonly ColumnType[]
  readonly rows: readonly (readonly SqlValue[])[]
}
