import type { Operation, ReadSet } from '../../../delta/index.ts'
import type { Candidate, StageRequest, WriteMode } from '../../../ports/warehouse.ts'
import { liveFiles } from '../lake.ts'
import { asSubquery } from '../relation/query-text.ts'
import { deleteAndInsert, merge } from './merge.ts'
import { replacePartitions } from './replace-partitions.ts'
import type { StageScope } from './scope.ts'
import type { Stage, Written } from './stage-types.ts'
import { candidateOf } from './staged.ts'
import { baseRows, rewrite, writeQuery } from './table-rows.ts'
import { selectTarget, type Target, targetSchema } from './target-schema.ts'
import { removeFiles, rowsOf } from './write-files.ts'

type Write = (scope: StageScope, stage: Stage) => Promise<Written>

const writes = {
  overwrite,
  append,
  merge,
  'delete+insert': deleteAndInsert,
  insert_overwrite: replacePartitions,
} satisfies Record<WriteMode['kind'], Write>

/** Writes the rows of a query to new files in the table's folder. Leaves no files behind when it throws. */
export async function stageQuery(scope: StageScope, request: StageRequest): Promise<Candidate> {
  const storage = scope.lake.table(request.path).storage
  try {
    const base = request.base === undefined ? undefined : await scope.lake.snapshot(request.base)
    const target = targetSchema(request, base, scope.writer)
    const stage: Stage = { request, storage, base, target, ...sourceRows(request, target) }
    const written = await writes[request.write.kind](scope, stage)
    await removeFiles(
      storage,
      scope.created.filter(file => !written.add.includes(file)),
    )
    await storage.sync(written.add.map(file => file.path))
    return candidate(stage, written)
  } catch (error) {
    await removeFiles(storage, scope.created)
    throw error
  }
}

function sourceRows({ query }: StageRequest, target: Target): Pick<Stage, 'select' | 'before'> {
  const mark = '\0'
  const [before = '', after = ''] = selectTarget(target.columns, asSubquery(mark)).split(mark)
  return { select: `${before}${query.sql}${after}`, before }
}

function candidate({ request, base, target }: Stage, written: Written): Candidate {
  const { add, remove, reads, rows } = written
  const described: Candidate = {
    path: request.path,
    base: request.base,
    columns: target.columns.map(({ name, type }) => ({ name, type })),
    rows,
    filesAdded: add.length,
    filesRemoved: remove.length,
    bytesAdded: add.reduce((sum, file) => sum + file.size, 0),
  }
  const metadata = target.changed ? target.metadata : undefined
  return candidateOf(described, {
    base,
    operation: operationOf(request, described),
    add,
    remove,
    metadata,
    reads,
  })
}

async function overwrite(scope: StageScope, stage: Stage): Promise<Written> {
  const add = await writeQuery(scope, stage)
  return {
    add,
    remove: stage.base === undefined ? [] : liveFiles(stage.base),
    reads: { kind: 'table' },
    rows: rowsOf(add),
  }
}

async function append(scope: StageScope, stage: Stage): Promise<Written> {
  const { base, target } = stage
  const added = await writeQuery(scope, stage)
  const rows = rowsOf(added)
  if (base === undefined || !target.rewrites)
    return { add: added, remove: [], reads: appendReads(stage), rows }
  const remove = liveFiles(base)
  const kept = await rewrite(scope, stage, { files: remove, select: baseRows(stage, remove) })
  return { add: [...kept, ...added], remove, reads: { kind: 'table' }, rows }
}

// Rows that depend on the table's own rows are no blind append.
function appendReads({ request, base }: Stage): ReadSet {
  if (base === undefined) return { kind: 'table' }
  return request.query.reads.some(read => read.from === request.path)
    ? { kind: 'table' }
    : { kind: 'nothing' }
}

function operationOf({ write, base, partitionBy }: StageRequest, candidate: Candidate): Operation {
  const metrics = {
    numFiles: String(candidate.filesAdded),
    numRemovedFiles: String(candidate.filesRemoved),
    numOutputRows: String(candidate.rows),
    numOutputBytes: String(candidate.bytesAdded),
  }
  const shared = { strategy: write.kind, partitionBy: JSON.stringify(partitionBy) }
  if (base === undefined) return { name: 'CREATE TABLE AS SELECT', parameters: shared, metrics }
  if (write.kind === 'merge' || write.kind === 'delete+insert') {
    return { name: 'MERGE', parameters: { ...shared, uniqueKey: JSON.stringify(write.uniqueKey) }, metrics }
  }
  return {
    name: 'WRITE',
    parameters: { ...shared, mode: write.kind === 'append' ? 'Append' : 'Overwrite' },
    metrics,
  }
}
