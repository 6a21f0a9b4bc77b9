import { bug } from '../../errors/bug.ts'
import type { DataType } from './data-type.ts'

/** The DuckDB type that holds a Delta type's values, in DuckDB's text. */
export function duckDbType(_type: DataType): string {
  return bug('not built')
}
