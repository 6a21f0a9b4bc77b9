import { grouped, subgraph, within } from '../../shared/graph-shape.ts'
import { type Layout, layoutGraph } from '../../shared/layout.ts'
import { groupHash, lineageHash, nodeHash } from '../../shared/route.ts'
import { kindLabels, type Layer, layers } from '../../shared/site-data.ts'
import { count, nodeAt, type Site } from '../site.ts'
import type { Box, Drawing } from './svg.ts'

/** A drawing, and the places in the index of what it shows (none when its boxes are groups). */
export interface GraphPart {
  readonly drawing: Drawing
  readonly places: readonly number[]
}

export interface FocusOptions {
  readonly place: number
  readonly up: number
  readonly down: number
  /** Whether a click leads to the page of a node, or moves the focus of the graph. */
  readonly opens: 'page' | 'lineage'
}

/** A node with what lies around it. */
export function focusedGraph(site: Site, { place, up, down, opens }: FocusOptions): GraphPart {
  const places = within(site.neighbours, place, { up, down })
  const href = (id: string) => (opens === 'page' ? nodeHash(id) : lineageHash(id, up, down))
  return part(site, places, {
    focus: places.indexOf(place),
    href,
    label: `Lineage of ${nodeAt(site, place).name}`,
  })
}

/** The nodes of a group with their direct neighbours. */
export function groupGraph(site: Site, group: string): GraphPart {
  const inside = site.index.nodes.flatMap((node, place) =>
    place < site.index.graphNodes && groupName(node.group) === group ? [place] : [],
  )
  const around = inside.flatMap(place => [
    ...(site.neighbours.up[place] ?? []),
    ...(site.neighbours.down[place] ?? []),
  ])
  const places = [...new Set([...inside, ...around])].sort((a, b) => a - b)
  const href = (id: string) => lineageHash(id, 2, 2)
  return part(site, places, { focus: undefined, href, label: `Lineage of the group ${group}` })
}

/** Every node, as the generator has laid it out. */
export function wholeGraph(site: Site, layout: Layout): GraphPart {
  const places = site.index.nodes.slice(0, site.index.graphNodes).map((_, place) => place)
  const href = (id: string) => lineageHash(id, 2, 2)
  return part(site, places, { focus: undefined, href, label: 'Lineage of the whole project', layout })
}

interface PartOptions {
  readonly focus: number | undefined
  readonly href: (id: string) => string
  readonly label: string
  readonly layout?: Layout
}

function part(site: Site, places: readonly number[], { focus, href, label, layout }: PartOptions): GraphPart {
  const shape = layout === undefined ? subgraph(site.graph, places) : site.graph
  const boxes = places.map((place): Box => {
    const { name, kind, layer, what, rows, status, id } = nodeAt(site, place)
    const facts = [
      kind === 'model' ? what : kindLabels[kind].one,
      rows === undefined ? '' : `${count(rows)} rows`,
    ]
    const under = facts.filter(fact => fact !== '').join(' · ')
    return { title: name, under, kind, layer, status, href: href(id) }
  })
  return { drawing: { shape, layout: layout ?? layoutGraph(shape), boxes, focus, label }, places }
}

/** One box for each folder. */
export function groupsGraph(site: Site): GraphPart {
  const nodes = site.index.nodes.slice(0, site.index.graphNodes)
  const names = [...new Set(nodes.map(({ group }) => groupName(group)))].sort()
  const groupOf = nodes.map(({ group }) => names.indexOf(groupName(group)))
  const shape = grouped(site.graph, groupOf, names.length)
  const boxes = names.map((name, group): Box => {
    const members = nodes.filter((_, place) => groupOf[place] === group)
    const bad = members.find(({ status }) => status === 'error' || status === 'fail')
    const under = `${count(members.length)} ${members.length === 1 ? 'node' : 'nodes'}`
    return {
      title: name,
      under,
      kind: 'group',
      layer: layerOf(members),
      status: bad?.status,
      href: groupHash(name),
    }
  })
  const label = 'Lineage of the folders of the project'
  const layout = layoutGraph(shape, ranksOfLayers(boxes))
  return { drawing: { shape, layout, boxes, focus: undefined, label }, places: [] }
}

// Folders may read each other in circles, so the layers say their order where every folder has one.
function ranksOfLayers(boxes: readonly Box[]): readonly number[] | undefined {
  const ranks = boxes.map(({ title, layer }) => {
    if (title.startsWith('sources/') || title === 'seeds') return 0
    if (title === 'exposures') return 4
    return layer === 'other' ? undefined : layers.indexOf(layer) + 1
  })
  return ranks.every(rank => rank !== undefined) ? ranks : undefined
}

export function groupName(group: string): string {
  return group === '' ? 'models' : group
}

function layerOf(members: readonly { readonly layer: Layer }[]): Layer {
  const found = new Set(members.map(({ layer }) => layer))
  const [only] = found
  return found.size === 1 && only !== undefined ? only : 'other'
}
