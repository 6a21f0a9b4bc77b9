import type { Compiled } from '../core/compile/compiled.ts'
import type { ModelNode, NodeId, TestNode } from '../core/parse/manifest.ts'
import { GildError } from '../errors/gild-error.ts'
import type { Pin } from '../ports/pin.ts'
import type { QueryResult } from '../ports/relation.ts'
import type { BoundQuery, Worker } from '../ports/warehouse.ts'
import { runStatements } from '../run/hooks/run-statements.ts'
import { changedPartitionsOf } from '../run/inputs/changed-partitions.ts'
import { inputStates } from '../run/inputs/input-state.ts'
import { type NodeInput, nodeInputs } from '../run/inputs/node-inputs.ts'
import { nodeRelations } from '../run/inputs/relations.ts'
import { valuesOfNode } from '../run/inputs/values-of.ts'
import type { RunContext } from '../run/run-context.ts'
import { withTemplatePlace } from '../run/template-place.ts'

/** The first `limit` rows of a node's query over what is published now; all rows when `limit` is undefined. */
export function queryNode(
  context: RunContext,
  node: ModelNode | TestNode,
  { limit }: { readonly limit: number | undefined },
): Promise<QueryResult> {
  return withBoundNode(context, node, (worker, bound) =>
    worker.query(bound, limit === undefined ? {} : { limit }),
  )
}

/** The same rows in a Parquet file; how many there are. */
export function saveNode(
  context: RunContext,
  node: ModelNode | TestNode,
  to: { readonly file: string; readonly limit: number | undefined },
): Promise<bigint> {
  return withBoundNode(context, node, (worker, bound) => worker.save(bound, to))
}

async function withBoundNode<T>(
  context: RunContext,
  node: ModelNode | TestNode,
  use: (worker: Worker, bound: BoundQuery) => Promise<T>,
): Promise<T> {
  const { id, name } = node
  return context.warehouse.withWorker(async worker => {
    const compiled = await compileAsRead(context, node, worker)
    const inputs = inputsOf(context, node, compiled)
    await refuseUnbuilt(context, inputs)
    const states = await inputStates(context, { id, name, inputs, base: undefined, everything: true })
    const changedPartitions = changedPartitionsOf({ name, worker, states, isIncremental: false })
    const scope = { name, states, base: undefined, isIncremental: false, changedPartitions }
    const valuesOf = valuesOfNode(context, { ...scope, worker })
    const query = runStatements(context, { id, name, worker })
    await using relations = await nodeRelations(context, {
      ...scope,
      compiled,
      discover: true,
      valuesOf,
      query,
    })
    return await withTemplatePlace(compiled, async () => {
      const bound = await worker.bind({ node: name, sql: compiled.sql, relations: relations.specs })
      return use(worker, bound)
    })
  })
}

/** Compiles a node as the next build would: incremental where its table exists, with the partitions that changed. */
export async function compileAsBuilt(
  context: RunContext,
  node: ModelNode | TestNode,
  worker: Worker,
): Promise<Compiled> {
  const base = node.kind === 'model' && !context.fullRefresh ? await context.pins.get(node.path) : undefined
  const incremental =
    node.kind === 'model' && node.config.materialized === 'incremental' && base !== undefined
  return compileLazily(context, { node, worker, base, incremental })
}

function compileAsRead(context: RunContext, node: ModelNode | TestNode, worker: Worker): Promise<Compiled> {
  return compileLazily(context, { node, worker, base: undefined, incremental: false })
}

interface CompileParts {
  readonly node: ModelNode | TestNode
  readonly worker: Worker
  readonly base: Pin | undefined
  readonly incremental: boolean
}

// The inputs are looked at only when `changed_partitions()` or `values_of()` asks: compiling does not need them to be built.
function compileLazily(
  context: RunContext,
  { node, worker, base, incremental }: CompileParts,
): Promise<Compiled> {
  const { id, name } = node
  async function look(inputs: readonly NodeInput[]) {
    const states = await inputStates(context, { id, name, inputs, base, everything: !incremental })
    return { name, worker, states, isIncremental: incremental }
  }
  async function changedPartitions(reference: NodeId, column: string): Promise<readonly string[]> {
    return changedPartitionsOf(await look(nodeInputs(context.manifest, node)))(reference, column)
  }
  async function valuesOf(query: Compiled): Promise<readonly string[]> {
    const looked = await look(inputsOf(context, node, query))
    return valuesOfNode(context, { ...looked, base, changedPartitions })(query)
  }
  const query = runStatements(context, { id, name, worker, base, isIncremental: incremental })
  return context.compile({ node, incremental, changedPartitions, valuesOf, query })
}

// A build would be told to take the input too; who only looks is told how to make it.
async function refuseUnbuilt({ pins }: RunContext, inputs: readonly NodeInput[]): Promise<void> {
  for (const input of inputs) {
    if (input.kind !== 'table' || input.what === 'source') continue
    if ((await pins.get(input.path)) !== undefined) continue
    throw new GildError('table-not-built', { name: input.name, path: input.path })
  }
}

// A query typed by hand is in no manifest: what it reads shows when it is compiled.
function inputsOf(
  { manifest }: RunContext,
  node: ModelNode | TestNode,
  compiled: Compiled,
): readonly NodeInput[] {
  if (manifest.nodes.has(node.id)) return nodeInputs(manifest, node)
  const nodes = [...new Set(compiled.references.map(({ to }) => to))]
  return nodeInputs(manifest, { ...node, dependsOn: { ...node.dependsOn, nodes } })
}
