import { bug } from '../../errors/bug.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { DataType, StructType } from './data-type.ts'

export type MappedType =
  | {
      readonly kind: 'mapped'
      readonly type: DataType
      /** The DuckDB type that a column must be cast to before it is written; undefined when it is right as it is. */
      readonly castTo: string | undefined
    }
  | { readonly kind: 'unsupported'; readonly reason: string; readonly hint: string }

/** The Delta type for a DuckDB type as DuckDB prints it: `DECIMAL(12,2)`, `STRUCT(a INTEGER)[]`. */
export function toDeltaType(_duckDbType: string): MappedType {
  return bug('not built')
}

export interface MappedSchema {
  readonly schema: StructType
  /** DuckDB types to cast to, by column name. */
  readonly casts: ReadonlyMap<string, string>
}

/** The schema of a query's columns, all nullable. Throws `delta-unsupported-type`, `delta-duplicate-column`, all of them at once. */
export function toDeltaSchema(_table: string, _columns: readonly ColumnType[]): MappedSchema {
  return bug('not built')
}
