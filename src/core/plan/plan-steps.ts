import { bug } from '../../errors/bug.ts'
import { type Graph, type GraphNode, graphNode } from '../graph/dag.ts'
import type { NodeId } from '../parse/manifest.ts'
import type { Plan, PlanCommand, Step } from './plan.ts'
import { testsBefore } from './tests-before.ts'

/**
 * The steps of a command over the selected nodes. Pure: `plan` prints what `run` executes. Order is kept through nodes
 * that are not selected; a test comes as early as it can, and its failure stops what reads all of its tables.
 */
export function planSteps(graph: Graph, selected: Iterable<NodeId>, command: PlanCommand): Plan {
  const wanted = new Set(selected)
  const isStep = (id: NodeId): boolean => wanted.has(id) && belongsTo[command](graphNode(graph.manifest, id))
  const ids = testsEarly(graph, graph.order.filter(isStep))
  const waits = command === 'build' || command === 'run'
  const after = waits ? stepsBefore(graph, isStep) : new Map<NodeId, readonly NodeId[]>()
  const gates = command === 'build' ? testsBefore(graph, ids) : new Map<NodeId, readonly NodeId[]>()
  const steps = ids.map((id, i): Step => {
    const { kind } = graphNode(graph.manifest, id)
    if (kind === 'source') return bug(`the source "${id}" is a step`)
    return { kind, id, after: [...(after.get(id) ?? []), ...(gates.get(id) ?? [])], position: i + 1 }
  })
  return { command, steps }
}

// Ephemeral models live in the SQL of their readers: only `compile` has something to show for one.
const belongsTo: Readonly<Record<PlanCommand, (node: GraphNode) => boolean>> = {
  build: node => node.kind === 'seed' || node.kind === 'test' || isStored(node),
  run: isStored,
  test: node => node.kind === 'test',
  seed: node => node.kind === 'seed',
  compile: node => node.kind === 'model' || node.kind === 'test',
}

function isStored(node: GraphNode): boolean {
  return node.kind === 'model' && node.config.materialized !== 'ephemeral'
}

// Each test directly behind the last of its parents, in an order that has parents first.
function testsEarly(graph: Graph, ids: readonly NodeId[]): readonly NodeId[] {
  const isTest = (id: NodeId): boolean => graph.manifest.nodes.get(id)?.kind === 'test'
  const position = new Map(graph.order.map((id, i) => [id, i]))
  const behind = (id: NodeId): number =>
    isTest(id)
      ? Math.max(-1, ...(graph.parents.get(id) ?? []).map(parent => position.get(parent) ?? -1))
      : (position.get(id) ?? -1)
  const keys = ids.map(id => ({ id, at: behind(id), test: isTest(id) ? 1 : 0 }))
  // Sorting is stable: tests of one node keep their order.
  return keys.sort((a, b) => a.at - b.at || a.test - b.test).map(({ id }) => id)
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
