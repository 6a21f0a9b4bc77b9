import type { AddFile } from '../../../delta/index.ts'
import { selectFiles } from '../relation/data-files.ts'
import { quoteIdentifier } from '../statements.ts'
import { type KeyMatch, matchKeys } from './key-match.ts'
import type { StageScope } from './scope.ts'
import type { Stage, Written } from './stage-types.ts'
import { baseRows, rewrite, writeQuery } from './table-rows.ts'
import { requireUniqueKeys, sameKeys } from './unique-key.ts'
import { rowsOf } from './write-files.ts'

/**
 * Updates rows by key and inserts the others: the query's rows become files of the table, and files that hold a key of
 * theirs are written anew without it. Rows of the table that share a key become one.
 */
export async function merge(scope: StageScope, stage: Stage): Promise<Written> {
  const source = await writeQuery(scope, stage)
  const keys = await requireUniqueKeys(scope, stage, sourceRows(stage, source))
  const rows = rowsOf(source)
  const { base } = stage
  if (base === undefined) return { add: source, remove: [], reads: { kind: 'table' }, rows }
  const match = await matchKeys(scope, stage, { base, keys, source: sourceRows(stage, source), rows })
  const { touched, reads } = match
  if (touched.length > 0 && stage.target.columns.some(column => column.source === undefined)) {
    const select = updatedRows(stage, keys, { source: sourceRows(stage, source), touched })
    const add = await rewrite(scope, stage, { files: [...touched, ...source], select })
    return { add, remove: touched, reads, rows }
  }
  const kept = await keepOthers(scope, stage, { match, keys, source: sourceRows(stage, source) })
  return { add: [...kept, ...source], remove: touched, reads, rows }
}

/** Removes the rows that have a key of the query, then appends the query's rows, which may share keys. */
export async function deleteAndInsert(scope: StageScope, stage: Stage): Promise<Written> {
  const source = await writeQuery(scope, stage)
  const rows = rowsOf(source)
  const { base } = stage
  const keys = await requireUniqueKeys(scope, stage, undefined)
  if (base === undefined) return { add: source, remove: [], reads: { kind: 'table' }, rows }
  const match = await matchKeys(scope, stage, { base, keys, source: sourceRows(stage, source), rows })
  const kept = await keepOthers(scope, stage, { match, keys, source: sourceRows(stage, source) })
  return { add: [...kept, ...source], remove: match.touched, reads: match.reads, rows }
}

async function keepOthers(
  scope: StageScope,
  stage: Stage,
  {
    match,
    keys,
    source,
  }: { readonly match: KeyMatch; readonly keys: readonly string[]; readonly source: string },
): Promise<readonly AddFile[]> {
  if (match.touched.length === 0) return []
  const touched = baseRows(stage, match.touched)
  const select = `SELECT t.* FROM (${touched}) AS t ANTI JOIN (${source}) AS s ON ${sameKeys(keys)}`
  return rewrite(scope, stage, { files: match.touched, select })
}

interface MergeSides {
  readonly source: string
  readonly touched: readonly AddFile[]
}

// A column that the query lacks keeps its value where the key matches. This join holds whole rows of the query in memory
// or spills them; the other form holds keys only.
function updatedRows(stage: Stage, keys: readonly string[], { source, touched }: MergeSides): string {
  const columns = stage.target.columns.map(({ name, source: given }) => {
    const column = quoteIdentifier(name)
    return given === undefined
      ? `t.${column}`
      : `CASE WHEN s._gild_match THEN s.${column} ELSE t.${column} END AS ${column}`
  })
  return `SELECT ${columns.join(', ')} FROM (${baseRows(stage, touched)}) AS t
    FULL JOIN (SELECT *, true AS _gild_match FROM (${source})) AS s ON ${sameKeys(keys)}`
}

function sourceRows({ storage, target }: Stage, files: readonly AddFile[]): string {
  return selectFiles({ storage, metadata: target.metadata, files, counted: true })
}
