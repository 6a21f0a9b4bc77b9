import { bug } from '../../errors/bug.ts'
import type { AddFile, Metadata } from '../log/actions.ts'

/** A row of `COPY … (RETURN_STATS)`. */
export interface WrittenFile {
  /** Relative to the table, as on disk (not encoded). */
  readonly path: string
  readonly rows: bigint
  /** Bytes. */
  readonly size: number
  /** `column_statistics`: by quoted dotted name (`"st"."a"`), then `min`, `max`, `null_count`, `has_nan`, … as text. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string | null>>
  /** `partition_keys`: DuckDB's text of each partition column's value. */
  readonly partitionKeys: ReadonlyMap<string, string | null>
}

/** The add action of a file that DuckDB wrote for a table with this metadata. Throws `delta-infinite-timestamp`. */
export function addFileOf(_file: WrittenFile, _metadata: Metadata, _modificationTime: number): AddFile {
  return bug('not built')
}

/** Its statistics as JSON. */
export function statsFromReturnStats(_file: WrittenFile, _metadata: Metadata): string {
  return bug('not built')
}
