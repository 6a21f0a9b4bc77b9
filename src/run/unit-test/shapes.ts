import { graphNode } from '../../core/graph/dag.ts'
import type { ColumnProperties, ModelNode, NodeId, SourceNode } from '../../core/parse/manifest.ts'
import { isGildError } from '../../errors/gild-error.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { RelationName, RelationSpec } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { findTable } from '../inputs/file-state.ts'
import { seedRelation, selectAll } from '../materialize/build-seed.ts'
import type { RunContext } from '../run-context.ts'
import { CHANGE_TYPE } from './rows-sql.ts'
import { noRowsSql } from './value-sql.ts'

/** The columns of something a model reads, as far as they can be known without its rows. */
export interface Shape {
  readonly columns: readonly ColumnType[]
  /** There are no columns but these. */
  readonly complete: boolean
}

const known = new WeakMap<RunContext, Map<NodeId, Promise<Shape>>>()

/**
 * What a model's SQL gives when it is bound to empty relations of the same kind, up to seeds and sources: the project
 * as it is now, whether or not anything was built. Where that does not work: the columns of the table that was built,
 * else those that YAML gives a type. Each is worked out once a run.
 */
export function shapeOf(context: RunContext, id: NodeId, worker: Worker): Promise<Shape> {
  const shapes = known.get(context) ?? new Map<NodeId, Promise<Shape>>()
  known.set(context, shapes)
  const shape = shapes.get(id) ?? findShape(context, id, worker)
  shapes.set(id, shape)
  return shape
}

/** A relation without rows, to bind SQL to. */
export function emptyRelation(name: RelationName, columns: readonly ColumnType[]): RelationSpec {
  return { kind: 'view', name, sql: noRowsSql(columns) }
}

async function findShape(context: RunContext, id: NodeId, worker: Worker): Promise<Shape> {
  const node = graphNode(context.manifest, id)
  if (node.kind === 'source' && node.stream !== undefined) return streamShape(node, worker)
  if (node.kind === 'source') {
    const files = node.external === undefined ? undefined : await filesShape(context, node, worker)
    return files ?? tableShape(context, node.path, node.columns)
  }
  const bound = await boundShape(context, id, worker)
  if (bound !== undefined) return bound
  return node.kind === 'model' || node.kind === 'seed'
    ? tableShape(context, node.path, node.columns)
    : { columns: [], complete: false }
}

// What an error of the user's SQL leaves open is found in another way; the node itself reports it.
async function boundShape(context: RunContext, id: NodeId, worker: Worker): Promise<Shape | undefined> {
  const node = context.manifest.nodes.get(id)
  try {
    if (node?.kind === 'seed') return await seedShape(context, id, worker)
    return node?.kind === 'model' ? await modelShape(context, node, worker) : undefined
  } catch (error) {
    const isUsers = isGildError(error) || error instanceof AggregateError
    if (!isUsers || isGildError(error, 'run-cancelled')) throw error
    return undefined
  }
}

async function seedShape(context: RunContext, id: NodeId, worker: Worker): Promise<Shape | undefined> {
  const seed = context.manifest.nodes.get(id)
  if (seed?.kind !== 'seed') return undefined
  const { columns } = await worker.bind({ node: seed.name, ...selectAll(seedRelation(context, seed)) })
  return { columns, complete: true }
}

async function modelShape(context: RunContext, model: ModelNode, worker: Worker): Promise<Shape> {
  const compiled = await context.compile({
    node: model,
    incremental: false,
    changedPartitions: async () => [],
    valuesOf: async () => [],
  })
  const relations: RelationSpec[] = []
  let complete = true
  // One after the other: they share the worker.
  for (const { name, to, mode } of compiled.references) {
    if (mode === 'this') continue
    const shape = await shapeOf(context, to, worker)
    complete &&= context.manifest.sources.get(to)?.stream === undefined
    relations.push(emptyRelation(name, mode === 'changes' ? [...shape.columns, changeType] : shape.columns))
  }
  const { columns } = await worker.bind({ node: model.name, sql: compiled.sql, relations })
  return { columns, complete }
}

const changeType: ColumnType = { name: CHANGE_TYPE, type: 'VARCHAR' }

// Files that are not there, or that are broken, are the matter of who reads them.
async function filesShape(
  context: RunContext,
  source: SourceNode,
  worker: Worker,
): Promise<Shape | undefined> {
  const name: RelationName = { schema: source.sourceName, name: source.name }
  try {
    const { table } = await findTable(context, source.id)
    const { columns } = await worker.bind({ node: source.name, ...selectAll({ kind: 'files', name, table }) })
    return { columns, complete: true }
  } catch (error) {
    if (!isGildError(error) || isGildError(error, 'run-cancelled')) throw error
    return undefined
  }
}

// The engine knows which columns messages have beside their fields.
async function streamShape(source: SourceNode, worker: Worker): Promise<Shape> {
  const name: RelationName = { schema: source.sourceName, name: source.name }
  const batch = {
    topic: source.stream?.topic ?? '',
    slices: [],
    [Symbol.asyncDispose]: async () => undefined,
  }
  const declared = source.columns.map(({ name: column, dataType }) => ({
    name: column,
    type: dataType ?? 'VARCHAR',
  }))
  const relation: RelationSpec = { kind: 'messages', name, batch, columns: declared, discover: false }
  const { columns } = await worker.bind({ node: source.name, ...selectAll(relation) })
  return { columns, complete: false }
}

async function tableShape(
  context: RunContext,
  path: string | undefined,
  described: readonly ColumnProperties[],
): Promise<Shape> {
  const pin = path === undefined || path === '' ? undefined : await context.pins.get(path)
  if (pin !== undefined) return { columns: pin.columns, complete: true }
  const typed = described.flatMap(({ name, dataType: type }) => (type === undefined ? [] : [{ name, type }]))
  return { columns: typed, complete: false }
}
