import type { AddFile, Metadata } from '../../../delta/index.ts'
import type { Location } from '../../../errors/location.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { RelationName, RelationRead } from '../../../ports/relation.ts'
import type { Storage } from '../../../ports/storage.ts'

/** A relation before its files are pruned. */
export type Resolved = FilesRelation | QueryRelation | ViewRelation

/** Rows of data files: the ones that no row of a query can come from need not be read. */
export interface FilesRelation {
  readonly kind: 'files'
  readonly name: RelationName
  readonly from: string
  readonly storage: Storage
  readonly metadata: Metadata
  readonly files: readonly AddFile[]
  readonly columns: readonly ColumnType[]
  readonly version: number
  readonly since: number | undefined
}

/** A query of ours that stands by itself. `columns` is undefined where only the engine knows them. */
export interface QueryRelation {
  readonly kind: 'query'
  readonly name: RelationName
  readonly sql: string
  readonly columns: readonly ColumnType[] | undefined
  readonly read: RelationRead | undefined
  /** What its rows come from when that is outside of the lake, and where the project says so: for messages. */
  readonly outside?: { readonly location: string; readonly at: Location } | undefined
}

/** A query of the user over relations before it. */
export interface ViewRelation {
  readonly kind: 'view'
  readonly name: RelationName
  readonly sql: string
}
