import { bug } from '../../errors/bug.ts'
import type { DataType, StructType } from './data-type.ts'

/** How the columns of a query differ from those of the table it is written to. Paths are dotted, as the table spells them. */
export interface SchemaDifference {
  /** In the query only. */
  readonly added: readonly string[]
  /** In the table only, top level. */
  readonly missing: readonly string[]
  /** A value of `from` may not fit into `to`. */
  readonly incompatible: readonly { readonly path: string; readonly from: DataType; readonly to: DataType }[]
  /** The table's schema with the added columns after its own; types of columns that both have are the table's. */
  readonly merged: StructType
}

/** Compares by name without case. */
export function compareSchemas(_table: StructType, _incoming: StructType): SchemaDifference {
  return bug('not built')
}
