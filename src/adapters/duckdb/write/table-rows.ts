import type { AddFile } from '../../../delta/index.ts'
import { duckDbType } from '../../../delta/index.ts'
import { selectFiles } from '../relation/data-files.ts'
import type { Connection } from '../session/connection.ts'
import { quoteIdentifier, quoteLiteral, targetFileSize } from '../statements.ts'
import type { StageScope } from './scope.ts'
import type { Stage } from './stage-types.ts'
import { writeFiles } from './write-files.ts'

/** Writes the rows of the query to files of the table. */
export async function writeQuery(scope: StageScope, stage: Stage): Promise<readonly AddFile[]> {
  const { request, target, select, before } = stage
  const { node, sql } = request.query
  const ordered = await isOrdered(scope.data, sql)
  return writeFiles(scope, {
    node,
    path: request.path,
    metadata: target.metadata,
    select,
    sql,
    before,
    ordered,
  })
}

/** Writes rows that stand in for those of `files`, in their order where it is cheap. */
export async function rewrite(
  scope: StageScope,
  { request, target }: Stage,
  { files, select }: { readonly files: readonly AddFile[]; readonly select: string },
): Promise<readonly AddFile[]> {
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  const { path, query } = request
  return writeFiles(scope, {
    node: query.node,
    path,
    metadata: target.metadata,
    select,
    ordered: bytes < targetFileSize,
  })
}

/** A SELECT of rows that the table has, as rows of its new schema. With `file_index` when asked for. */
export function baseRows(stage: Stage, files: readonly AddFile[], fileNumber = false): string {
  const { base, target } = stage
  if (base === undefined) return ''
  const { fields } = base.metadata.schema
  const columns = target.columns.map(({ name, type }) => {
    const field = fields.find(other => other.name === name)
    const column = quoteIdentifier(name)
    if (field === undefined) return `CAST(NULL AS ${type}) AS ${column}`
    return duckDbType(field.type) === type ? column : `CAST(${column} AS ${type}) AS ${column}`
  })
  const { metadata } = base
  const rows = selectFiles({
    storage: stage.storage,
    metadata,
    files,
    extra: fileNumber ? ['file_index'] : [],
    counted: true,
  })
  return `SELECT ${[...columns, ...(fileNumber ? ['file_index'] : [])].join(', ')} FROM (${rows})`
}

// Rows of a query that ends with ORDER BY go to one file, because files that end at a size mix row groups.
async function isOrdered(data: Connection, sql: string): Promise<boolean> {
  if (!/\border\s+by\b/i.test(sql)) return false
  const types = await data.rows(
    `SELECT unnest(json_extract_string(json_serialize_sql(${quoteLiteral(sql)}), '$.statements[0].node.modifiers[*].type'))`,
  )
  return types.some(([type]) => type === 'ORDER_MODIFIER')
}
