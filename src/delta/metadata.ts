import { bug } from '../errors/bug.ts'
import type { Metadata } from './log/actions.ts'
import type { StructType } from './schema/data-type.ts'

export interface NewTable {
  readonly id: string
  readonly schema: StructType
  readonly partitionColumns: readonly string[]
  readonly configuration: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. */
  readonly createdTime: number
}

/** The metadata of a table to be created. Throws `delta-bad-partition-column`. */
export function newMetadata(_table: NewTable): Metadata {
  return bug('not built')
}

/** The same table with another schema or other properties. */
export function withMetadata(
  _metadata: Metadata,
  _change: {
    readonly schema?: StructType
    readonly configuration?: Readonly<Record<string, string>>
    readonly partitionColumns?: readonly string[]
  },
): Metadata {
  return bug('not built')
}
