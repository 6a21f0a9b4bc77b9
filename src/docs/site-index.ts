import { firstSentence } from './markdown.ts'
import { layoutGraph } from './shared/layout.ts'
import type { GraphData, IndexNode, NodeKind, SearchData, SiteIndex } from './shared/site-data.ts'
import type { SiteModel, SiteNode } from './site-node.ts'

const inGraph: ReadonlySet<NodeKind> = new Set(['source', 'seed', 'model', 'exposure'])

/** The names, edges and short facts that every page needs. */
export function siteIndex({ project, nodes }: SiteModel, chunkOf: ReadonlyMap<string, number>): SiteIndex {
  const graphNodes = nodes.filter(({ kind }) => inGraph.has(kind)).length
  const place = new Map(nodes.slice(0, graphNodes).map(({ id }, index) => [id, index]))
  const edges = nodes.slice(0, graphNodes).flatMap(({ reads }, reader) =>
    reads.flatMap(id => {
      const read = place.get(id)
      return read === undefined ? [] : [read, reader]
    }),
  )
  return {
    project,
    nodes: nodes.map(node => indexNode(node, chunkOf.get(node.id) ?? 0)),
    graphNodes,
    edges,
    pageChunks: Math.max(-1, ...chunkOf.values()) + 1,
  }
}

function indexNode(node: SiteNode, chunk: number): IndexNode {
  const { id, kind, name, layer, group, what, run, table, tags } = node
  const says = firstSentence(node.description)
  return {
    id,
    kind,
    name,
    layer,
    group,
    what,
    chunk,
    ...(run === undefined ? {} : { status: run.status }),
    ...(says === '' ? {} : { says }),
    ...(table?.rows === undefined ? {} : { rows: table.rows }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(node.isForeign ? { package: node.package } : {}),
  }
}

/** The edges of the index as pairs. */
export function edgePairs(edges: readonly number[]): readonly (readonly [number, number])[] {
  return Array.from(
    { length: edges.length / 2 },
    (_, i) => [edges[2 * i] ?? 0, edges[2 * i + 1] ?? 0] as const,
  )
}

/** The whole graph laid out, so that no reader waits for it. */
export function graphData({ graphNodes, edges }: SiteIndex): GraphData {
  return layoutGraph({ nodes: graphNodes, edges: edgePairs(edges) })
}

/** All descriptions and columns. */
export function searchData({ nodes }: SiteModel): SearchData {
  return {
    descriptions: nodes.map(({ description }) => description),
    columns: nodes.map(({ columns }) => columns.map(({ name, description }) => [name, description] as const)),
  }
}
