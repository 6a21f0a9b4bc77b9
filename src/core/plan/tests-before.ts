import type { Graph } from '../graph/dag.ts'
import type { NodeId } from '../parse/manifest.ts'

/**
 * The tests among `steps` that each other step has to wait for: those whose tables are all upstream of it. Only the
 * nearest steps are named, since what follows them waits with them. A test that also reads a node's descendant is
 * upstream of neither: it reports, and stops nothing in between.
 */
export function testsBefore(graph: Graph, steps: readonly NodeId[]): ReadonlyMap<NodeId, readonly NodeId[]> {
  const selected = new Set(steps)
  const isTest = (id: NodeId): boolean => graph.manifest.nodes.get(id)?.kind === 'test'
  const isGated = (id: NodeId): boolean => selected.has(id) && !isTest(id)
  const gatedBy = memoizeByKey(parents => nearest(graph, readersOfAll(graph, parents), isGated))
  const gates = new Map<NodeId, NodeId[]>()
  for (const test of steps.filter(isTest)) {
    for (const reader of gatedBy(graph.parents.get(test) ?? [])) {
      const list = gates.get(reader)
      if (list === undefined) gates.set(reader, [test])
      else list.push(test)
    }
  }
  return gates
}

function memoizeByKey<T>(compute: (ids: readonly NodeId[]) => T): (ids: readonly NodeId[]) => T {
  const known = new Map<string, T>()
  return ids => {
    const key = [...ids].sort().join('\n')
    const found = known.get(key) ?? compute(ids)
    known.set(key, found)
    return found
  }
}

// The first nodes, on each way down, that are downstream of all `parents`. Beyond them nothing is walked: a chain of
// 10,000 tested models costs 10,000 steps, not their square.
function readersOfAll(graph: Graph, parents: readonly NodeId[]): readonly NodeId[] {
  const all = (1n << BigInt(parents.length)) - 1n
  const readsFrom = new Map<NodeId, bigint>()
  const queue = parents.map((id, i) => ({ id, from: 1n << BigInt(i) }))
  for (const { id, from } of queue) {
    for (const child of graph.children.get(id) ?? []) {
      const before = readsFrom.get(child) ?? 0n
      const now = before | from
      if (now === before) continue
      readsFrom.set(child, now)
      if (now !== all) queue.push({ id: child, from: now })
    }
  }
  return [...readsFrom].filter(([, from]) => from === all).map(([id]) => id)
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
