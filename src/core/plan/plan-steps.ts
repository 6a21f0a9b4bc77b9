import { bug } from '../../errors/bug.ts'
import { type Graph, type GraphNode, graphNode } from '../graph/dag.ts'
import type { NodeId } from '../parse/manifest.ts'
import type { Plan, PlanCommand, Step } from './plan.ts'
import { testsBefore, unitTestsBefore } from './tests-before.ts'

/**
 * The steps of a command over the selected nodes. Pure: `plan` prints what `run` executes. Order is kept through nodes
 * that are not selected; a test comes as early as it can, and its failure stops what reads all of its tables. A unit
 * test comes before its model, and its failure stops the model.
 */
export function planSteps(graph: Graph, selected: Iterable<NodeId>, command: PlanCommand): Plan {
  const wanted = new Set(selected)
  const isStep = (id: NodeId): boolean => wanted.has(id) && belongsTo[command](graphNode(graph.manifest, id))
  const ids = testsEarly(graph, graph.order.filter(isStep))
  const waits = command === 'build' || command === 'run'
  const after = waits ? stepsBefore(graph, isStep) : new Map<NodeId, readonly NodeId[]>()
  const gates = command === 'build' ? testsBefore(graph, ids) : new Map<NodeId, readonly NodeId[]>()
  const unitTests = command === 'build' ? unitTestsBefore(graph, ids) : new Map<NodeId, readonly NodeId[]>()
  const steps = ids.map((id, i): Step => {
    const { kind } = graphNode(graph.manifest, id)
    if (kind === 'source' || kind === 'exposure') return bug(`the ${kind} "${id}" is a step`)
    // A unit test needs nothing that a run builds.
    const lists = kind === 'unit_test' ? [] : [after, gates, unitTests]
    return { kind, id, after: lists.flatMap(list => list.get(id) ?? []), position: i + 1 }
  })
  return { command, steps }
}

// Ephemeral models live in the SQL of their readers: only `compile` has something to show for one.
const belongsTo: Readonly<Record<PlanCommand, (node: GraphNode) => boolean>> = {
  build: node => node.kind === 'seed' || isTest(node) || isStored(node),
  run: isStored,
  test: isTest,
  seed: node => node.kind === 'seed',
  compile: node => node.kind === 'model' || node.kind === 'test',
}

function isTest({ kind }: GraphNode): boolean {
  return kind === 'test' || kind === 'unit_test'
}

function isStored(node: GraphNode): boolean {
  return node.kind === 'model' && node.config.materialized !== 'ephemeral'
}

// Each data test directly behind the last of its parents, in an order that has parents first; each unit test directly
// before its model.
function testsEarly(graph: Graph, ids: readonly NodeId[]): readonly NodeId[] {
  const { nodes, unitTests } = graph.manifest
  const position = new Map(graph.order.map((id, i) => [id, i]))
  const rank = (id: NodeId): number => (unitTests.has(id) ? -1 : nodes.get(id)?.kind === 'test' ? 1 : 0)
  const behind = (id: NodeId): number =>
    rank(id) !== 0
      ? Math.max(-1, ...(graph.parents.get(id) ?? []).map(parent => position.get(parent) ?? -1))
      : (position.get(id) ?? -1)
  const keys = ids.map(id => ({ id, at: behind(id), rank: rank(id) }))
  // Sorting is stable: tests of one node keep their order.
  return keys.sort((a, b) => a.at - b.at || a.rank - b.rank).map(({ id }) => id)
}

// The nearest steps above each step: through sources, ephemeral models and what is not selected.
function stepsBefore(graph: Graph, isStep: (id: NodeId) => boolean): ReadonlyMap<NodeId, readonly NodeId[]> {
  const before = new Map<NodeId, readonly NodeId[]>()
  for (const id of graph.order) {
    const found = new Set<NodeId>()
    for (const parent of graph.parents.get(id) ?? []) {
      for (const step of isStep(parent) ? [parent] : (before.get(parent) ?? [])) found.add(step)
    }
    before.set(id, [...found])
  }
  return before
}
