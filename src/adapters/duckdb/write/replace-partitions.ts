import type { AddFile, Snapshot, StructField } from '../../../delta/index.ts'
import { liveFiles } from '../lake.ts'
import { columnType, partitionLiteral } from '../relation/data-files.ts'
import type { StageScope } from './scope.ts'
import type { Stage, Written } from './stage-types.ts'
import { baseRows, rewrite, writeQuery } from './table-rows.ts'
import { rowsOf } from './write-files.ts'

/** Replaces the partitions that the query has rows for, and those named as empty. Without partitions, all rows. */
export async function replacePartitions(scope: StageScope, stage: Stage): Promise<Written> {
  const added = await writeQuery(scope, stage)
  const rows = rowsOf(added)
  const { base, target } = stage
  if (base === undefined) return { add: added, remove: [], reads: { kind: 'table' }, rows }
  const live = liveFiles(base)
  const replaced = await replacedFiles(scope, stage, { base, added })
  if (!target.rewrites) return { add: added, remove: replaced, reads: { kind: 'table' }, rows }
  const others = live.filter(file => !replaced.includes(file))
  const kept =
    others.length === 0 ? [] : await rewrite(scope, stage, { files: others, select: baseRows(stage, others) })
  return { add: [...kept, ...added], remove: live, reads: { kind: 'table' }, rows }
}

async function replacedFiles(
  { session, data }: StageScope,
  { request, target }: Stage,
  { base, added }: { readonly base: Snapshot; readonly added: readonly AddFile[] },
): Promise<readonly AddFile[]> {
  const live = liveFiles(base)
  const { partitionColumns, schema } = target.metadata
  if (partitionColumns.length === 0) return live
  const fields = partitionColumns.flatMap(name => schema.fields.filter(field => field.name === name))
  const alsoEmpty = request.write.kind === 'insert_overwrite' ? request.write.alsoEmpty : []
  const [first] = fields
  const emptied =
    first === undefined ? [] : alsoEmpty.map(value => `(CAST(${value} AS ${columnType(first).type}))`)
  const replacing = [...new Set([...added.map(file => tuple(fields, file)), ...emptied])]
  if (replacing.length === 0 || live.length === 0) return []
  // Compared as values of their type: other writers spell timestamps and numbers in other ways.
  const names = fields.map((_, i) => `v${i}`)
  const same = names.map(name => `t.${name} IS NOT DISTINCT FROM s.${name}`).join(' AND ')
  const existing = live.map((file, i) => `(${i}, ${tuple(fields, file).slice(1)}`)
  const hits = await session.translated({ node: request.query.node }, () =>
    data.rows(
      `SELECT t.i FROM (VALUES ${existing.join(', ')}) AS t(i, ${names.join(', ')})
       SEMI JOIN (VALUES ${replacing.join(', ')}) AS s(${names.join(', ')}) ON ${same}`,
    ),
  )
  const indexes = new Set(hits.map(([i]) => Number(i)))
  return live.filter((_, i) => indexes.has(i))
}

function tuple(fields: readonly StructField[], file: AddFile): string {
  return `(${fields.map(field => partitionLiteral(field, file.partitionValues)).join(', ')})`
}
