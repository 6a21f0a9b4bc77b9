import type { RelationSpec } from '../../../ports/relation.ts'
import type { QueryRelation } from '../relation/resolved.ts'
import { readFiles } from '../statements.ts'

/** Files that are no table of the lake, as a relation of all their rows. */
export function filesSelect({ name, table }: Extract<RelationSpec, { kind: 'files' }>): QueryRelation {
  const { files, location } = table
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return {
    kind: 'query',
    name,
    sql: `SELECT * FROM ${readFiles(table)}`,
    columns: undefined,
    outside: { location, at: table.at },
    read: {
      name,
      from: location,
      files: files.length,
      filesBeforePruning: files.length,
      bytes,
      bytesBeforePruning: bytes,
    },
  }
}
