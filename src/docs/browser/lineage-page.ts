import { escapeHtml } from '../shared/highlight.ts'
import { groupHash, lineageHash, nodeHash, type Route } from '../shared/route.ts'
import { loadGraph } from './data.ts'
import { element } from './dom.ts'
import { focusedGraph, type GraphPart, groupGraph, groupsGraph, wholeGraph } from './graph/drawings.ts'
import { mountGraph } from './graph/view.ts'
import { count, nodeAt, type Site } from './site.ts'

type LineageRoute = Extract<Route, { page: 'lineage' }>

/** A graph with more nodes than these opens as one of folders. */
const mostNodes = 80

/** Loads the page of the graph, and returns what draws it. */
export async function loadLineage(site: Site, asked: LineageRoute, main: HTMLElement): Promise<() => string> {
  const place = asked.id === undefined ? undefined : site.placeOf.get(asked.id)
  const focus = place !== undefined && place < site.index.graphNodes ? place : undefined
  const route = focus === undefined ? { ...asked, id: undefined } : asked
  const part =
    focus === undefined
      ? await overviewPart(site, route)
      : focusedGraph(site, { ...route, place: focus, opens: 'lineage' })
  const about = focus === undefined ? route.group : nodeAt(site, focus).name
  const title = about === undefined ? 'Lineage' : `Lineage of ${about}`
  return () => {
    const page = element(
      `<article class="lineage-page"><header class="title"><h1>${escapeHtml(title)}</h1></header></article>`,
    )
    const host = element('<div></div>')
    page.append(tools(site, route, part), host, legend(), asList(site, part))
    main.replaceChildren(page)
    if (part.drawing.boxes.length > 0) mountGraph(host, part.drawing)
    else host.append(element('<p class="quiet">The project has no models, seeds or sources yet.</p>'))
    return title
  }
}

async function overviewPart(site: Site, { group, all }: LineageRoute): Promise<GraphPart> {
  if (group !== undefined) return groupGraph(site, group)
  if (all || site.index.graphNodes <= mostNodes) return wholeGraph(site, await loadGraph())
  return groupsGraph(site)
}

function tools(site: Site, route: LineageRoute, { places }: GraphPart): HTMLElement {
  const { index } = site
  const { id, group, up, down, all } = route
  const names = index.nodes
    .slice(0, index.graphNodes)
    .map(({ name }) => `<option value="${escapeHtml(name)}">`)
  const focus = id === undefined ? '' : (index.nodes[site.placeOf.get(id) ?? -1]?.name ?? '')
  const depth = (label: string, name: string, value: number) =>
    `<label>${label} <input type="number" name="${name}" min="0" max="99" value="${value}"></label>`
  const shown =
    places.length === 0
      ? `${count(index.graphNodes)} nodes, by folder`
      : `${count(places.length)} of ${count(index.graphNodes)} nodes`
  const bar = element(`<form class="graph-tools">
    <label>Focus <input name="focus" list="graph-nodes" value="${escapeHtml(focus)}" placeholder="name of a node" autocomplete="off"></label>
    <datalist id="graph-nodes">${names.join('')}</datalist>
    ${id === undefined ? '' : depth('Steps up', 'up', up) + depth('down', 'down', down)}
    ${id === undefined ? '' : `<a href="${nodeHash(id)}">Page of ${escapeHtml(focus)}</a>`}
    ${id === undefined && group === undefined && !all ? '' : '<a href="#/lineage">Whole project</a>'}
    ${places.length === 0 && group === undefined ? `<a href="#/lineage?all">Draw all ${count(index.graphNodes)}</a>` : ''}
    ${group === undefined ? '' : '<span>the folder and its neighbours</span>'}
    <span class="quiet">${shown}</span></form>`)
  const value = (name: string) => bar.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value
  const go = () => {
    const found = index.nodes.find(({ name }, place) => place < index.graphNodes && name === value('focus'))
    if (found !== undefined)
      location.hash = lineageHash(found.id, Number(value('up') ?? 2), Number(value('down') ?? 2))
  }
  bar.addEventListener('submit', event => {
    event.preventDefault()
    go()
  })
  bar.addEventListener('change', go)
  return bar
}

function legend(): HTMLElement {
  const layer = (name: string) => `<li><i class="dot layer-${name}"></i>${name}</li>`
  return element(`<ul class="legend" aria-label="Legend">${['bronze', 'silver', 'gold', 'other'].map(layer).join('')}
    <li><i class="dashed"></i>source or seed</li><li>drag to move, wheel to zoom, arrow keys along the edges</li></ul>`)
}

// The same for those who do not see it, and for search on the page.
function asList(site: Site, { places, drawing }: GraphPart): HTMLElement {
  const items =
    places.length === 0
      ? drawing.boxes.map(
          ({ title, under }) =>
            `<li><a href="${escapeHtml(groupHash(title))}">${escapeHtml(title)}</a>, ${under}</li>`,
        )
      : places.map(place => {
          const { id, name } = nodeAt(site, place)
          const reads = (site.neighbours.up[place] ?? []).map(other => nodeAt(site, other).name)
          return `<li><a href="${nodeHash(id)}">${escapeHtml(name)}</a>${reads.length === 0 ? '' : ` reads ${escapeHtml(reads.join(', '))}`}</li>`
        })
  const most = 500
  const more = items.length > most ? `<li>and ${count(items.length - most)} more</li>` : ''
  return element(
    `<details class="as-list"><summary>The same as a list</summary><ul>${items.slice(0, most).join('')}${more}</ul></details>`,
  )
}
