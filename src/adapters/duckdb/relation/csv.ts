import { stat } from 'node:fs/promises'
import type { RelationSpec } from '../../../ports/relation.ts'
import { readCsv } from '../statements.ts'
import type { QueryRelation } from './resolved.ts'

/** A seed file as a relation. */
export async function csvSelect(spec: Extract<RelationSpec, { kind: 'csv' }>): Promise<QueryRelation> {
  const { file } = spec.file
  const { size } = await stat(file)
  return {
    kind: 'query',
    name: spec.name,
    sql: `SELECT * FROM ${readCsv(spec.file)}`,
    columns: undefined,
    read: {
      name: spec.name,
      from: file,
      files: 1,
      filesBeforePruning: 1,
      bytes: size,
      bytesBeforePruning: size,
    },
  }
}
