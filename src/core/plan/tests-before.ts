import type { Graph } from '../graph/dag.ts'
import type { NodeId } from '../parse/manifest.ts'

/**
 * The tests among `steps` that each other step has to wait for: those whose tables are all upstream of it. Only the
 * nearest steps are named, since what follows them waits with them. A test that also reads a node's descendant is
 * upstream of neither: it reports, and stops nothing in between.
 */
export function testsBefore(graph: Graph, steps: readonly NodeId[]): ReadonlyMap<NodeId, readonly NodeId[]> {
  const position = new Map(graph.order.map((id, i) => [id, i]))
  const selected = new Set(steps)
  const isTest = (id: NodeId): boolean => graph.manifest.nodes.get(id)?.kind === 'test'
  const isGated = (id: NodeId): boolean =>
    selected.has(id) && !isTest(id) && !graph.manifest.unitTests.has(id)
  const known = new Map<string, readonly NodeId[]>()
  const gates = new Map<NodeId, NodeId[]>()
  for (const test of steps.filter(isTest)) {
    const parents = graph.parents.get(test) ?? []
    const key = [...parents].sort().join('\n')
    const gated = known.get(key) ?? nearest(graph, readersOfAll(graph, parents, position), isGated)
    known.set(key, gated)
    for (const reader of gated) {
      const list = gates.get(reader)
      if (list === undefined) gates.set(reader, [test])
      else list.push(test)
    }
  }
  return gates
}

/** The unit tests among `steps` that each other step has to wait for: those of a model, or of ephemeral ones in it. */
export function unitTestsBefore(
  graph: Graph,
  steps: readonly NodeId[],
): ReadonlyMap<NodeId, readonly NodeId[]> {
  const { nodes, unitTests } = graph.manifest
  const selected = new Set(steps)
  const isGated = (id: NodeId): boolean => selected.has(id) && nodes.has(id) && nodes.get(id)?.kind !== 'test'
  const gates = new Map<NodeId, NodeId[]>()
  for (const test of steps.filter(id => unitTests.has(id))) {
    for (const gated of nearest(graph, graph.parents.get(test) ?? [], isGated)) {
      gates.set(gated, [...(gates.get(gated) ?? []), test])
    }
  }
  return gates
}

// The first nodes, on each way down, that are downstream of all `parents`. In graph order, so that what is known of a
// node is complete when its turn comes, and nothing beyond a find is walked: a chain of 10,000 tested models costs
// 10,000 steps, not their square.
function readersOfAll(
  graph: Graph,
  parents: readonly NodeId[],
  position: ReadonlyMap<NodeId, number>,
): readonly NodeId[] {
  const all = (1n << BigInt(parents.length)) - 1n
  const own = new Map(parents.map((id, i) => [id, 1n << BigInt(i)]))
  const readsFrom = new Map<NodeId, bigint>()
  const found: NodeId[] = []
  const front = frontier(position)
  for (const id of parents) front.add(id)
  for (let id = front.next(); id !== undefined; id = front.next()) {
    const from = readsFrom.get(id) ?? 0n
    if (from === all) {
      found.push(id)
      continue
    }
    for (const child of graph.children.get(id) ?? []) {
      readsFrom.set(child, (readsFrom.get(child) ?? 0n) | from | (own.get(id) ?? 0n))
      front.add(child)
    }
  }
  return found
}

interface Frontier {
  /** Each id once. */
  add(id: NodeId): void
  /** The earliest of those not yet given. */
  next(): NodeId | undefined
}

function frontier(position: ReadonlyMap<NodeId, number>): Frontier {
  const seen = new Set<NodeId>()
  // Latest first, so that the earliest is popped.
  const waiting: { readonly id: NodeId; readonly at: number }[] = []
  return {
    add(id) {
      if (seen.has(id)) return
      seen.add(id)
      const at = position.get(id) ?? 0
      let low = 0
      let high = waiting.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((waiting[middle]?.at ?? 0) > at) low = middle + 1
        else high = middle
      }
      waiting.splice(low, 0, { id, at })
    },
    next: () => waiting.pop()?.id,
  }
}

// The first steps on each way down from `tops`.
function nearest(graph: Graph, tops: readonly NodeId[], isStep: (id: NodeId) => boolean): readonly NodeId[] {
  const seen = new Set(tops)
  const found: NodeId[] = []
  for (const id of seen) {
    if (isStep(id)) found.push(id)
    else for (const child of graph.children.get(id) ?? []) seen.add(child)
  }
  return found
}
