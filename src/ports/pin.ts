import type { ColumnType } from './column-type.ts'

/** One table at one version: what a run reads. */
export interface Pin {
  /** Relative to the lake. */
  readonly path: string
  /** Survives everything but dropping the table: Delta's `metaData.id`. */
  readonly tableId: string
  readonly version: number
  /** When the version was committed, milliseconds since the epoch. */
  readonly committedAt: number
  readonly columns: readonly ColumnType[]
  readonly partitionBy: readonly string[]
  readonly properties: Readonly<Record<string, string>>
  /** How far this table has read its inputs: the `txn` actions, by app id. */
  readonly cursors: ReadonlyMap<string, bigint>
  readonly files: number
  readonly bytes: number
}
