import { bug } from '../../errors/bug.ts'
import type {
  ExposureNode,
  Manifest,
  ManifestNode,
  NodeId,
  SourceNode,
  UnitTestNode,
} from '../parse/manifest.ts'
import { cycleErrors } from './cycle.ts'

/** Anything a selector can name. */
export type GraphNode = ManifestNode | SourceNode | UnitTestNode | ExposureNode

/** The nodes, sources, tests and exposures of a manifest with their edges, free of cycles. */
export interface Graph {
  readonly manifest: Manifest
  /** Everything, parents before children; the same for the same manifest. */
  readonly order: readonly NodeId[]
  readonly parents: ReadonlyMap<NodeId, readonly NodeId[]>
  readonly children: ReadonlyMap<NodeId, readonly NodeId[]>
}

/** Throws an `AggregateError` of `graph-cycle`, one for each group of nodes that depend on each other. */
export function buildGraph(manifest: Manifest): Graph {
  const parents = new Map<NodeId, readonly NodeId[]>()
  const children = new Map<NodeId, NodeId[]>()
  const { sources, nodes, unitTests, exposures } = manifest
  const ends = [...unitTests.values(), ...exposures.values()]
  for (const id of [...sources.keys(), ...nodes.keys()]) children.set(id, [])
  for (const { id } of ends) children.set(id, [])
  for (const id of sources.keys()) parents.set(id, [])
  for (const node of [...nodes.values(), ...ends]) {
    const from = node.kind === 'seed' ? [] : node.dependsOn.nodes
    parents.set(node.id, from)
    for (const parent of from) {
      const siblings =
        children.get(parent) ?? bug(`"${node.id}" depends on "${parent}", which is not in the manifest`)
      siblings.push(node.id)
    }
  }
  const order = topologicalOrder(parents, children)
  if (order.length < parents.size) throw new AggregateError(cycleErrors(manifest, parents, order))
  return { manifest, order, parents, children }
}

/** What has that id. */
export function graphNode({ nodes, sources, unitTests, exposures }: Manifest, id: NodeId): GraphNode {
  const found = nodes.get(id) ?? sources.get(id) ?? unitTests.get(id) ?? exposures.get(id)
  return found ?? bug(`"${id}" is not in the manifest`)
}

// Kahn's algorithm: nodes on a cycle, and those behind one, are left out.
function topologicalOrder(
  parents: ReadonlyMap<NodeId, readonly NodeId[]>,
  children: ReadonlyMap<NodeId, readonly NodeId[]>,
): readonly NodeId[] {
  const waiting = new Map<NodeId, number>()
  const order: NodeId[] = []
  for (const [id, from] of parents) {
    waiting.set(id, from.length)
    if (from.length === 0) order.push(id)
  }
  // The list grows while it is walked.
  for (const id of order) {
    for (const child of children.get(id) ?? []) {
      const left = (waiting.get(child) ?? 0) - 1
      waiting.set(child, left)
      if (left === 0) order.push(child)
    }
  }
  return order
}
