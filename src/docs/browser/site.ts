import { type GraphShape, type Neighbours, neighboursOf } from '../shared/graph-shape.ts'
import type { IndexNode, SiteIndex } from '../shared/site-data.ts'

/** The index, and what is looked up in it again and again. */
export interface Site {
  readonly index: SiteIndex
  readonly placeOf: ReadonlyMap<string, number>
  readonly graph: GraphShape
  readonly neighbours: Neighbours
}

export function openSite(index: SiteIndex): Site {
  const { edges, graphNodes } = index
  const pairs = Array.from(
    { length: edges.length / 2 },
    (_, i) => [edges[2 * i] ?? 0, edges[2 * i + 1] ?? 0] as const,
  )
  const graph = { nodes: graphNodes, edges: pairs }
  return {
    index,
    placeOf: new Map(index.nodes.map(({ id }, place) => [id, place])),
    graph,
    neighbours: neighboursOf(graph),
  }
}

export function nodeAt({ index }: Site, place: number): IndexNode {
  const node = index.nodes[place]
  if (node === undefined) throw new Error(`The index has no node ${place}.`)
  return node
}

/** `12,345`. */
export function count(n: number): string {
  return n.toLocaleString('en-US')
}
