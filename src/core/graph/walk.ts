import type { NodeId } from '../parse/manifest.ts'
import type { Graph } from './dag.ts'

/** Everything that `from` reads, up to `depth` steps away. `from` itself is not in it, unless one reads another. */
export function ancestors(
  graph: Graph,
  from: Iterable<NodeId>,
  depth = Number.POSITIVE_INFINITY,
): ReadonlySet<NodeId> {
  return reach(graph.parents, from, depth)
}

/** Everything that reads `from`, tests included, up to `depth` steps away. */
export function descendants(
  graph: Graph,
  from: Iterable<NodeId>,
  depth = Number.POSITIVE_INFINITY,
): ReadonlySet<NodeId> {
  return reach(graph.children, from, depth)
}

// Breadth first, so that a node is first met at its smallest distance.
function reach(
  edges: ReadonlyMap<NodeId, readonly NodeId[]>,
  from: Iterable<NodeId>,
  depth: number,
): ReadonlySet<NodeId> {
  const found = new Set<NodeId>()
  let front: readonly NodeId[] = [...from]
  for (let distance = 0; distance < depth && front.length > 0; distance++) {
    const next: NodeId[] = []
    for (const id of front) {
      for (const to of edges.get(id) ?? []) {
        if (found.has(to)) continue
        found.add(to)
        next.push(to)
      }
    }
    front = next
  }
  return found
}
