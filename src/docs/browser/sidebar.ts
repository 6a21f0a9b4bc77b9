import { escapeHtml } from '../shared/highlight.ts'
import { listHash, nodeHash } from '../shared/route.ts'
import { type IndexNode, kindLabels, type NodeKind } from '../shared/site-data.ts'
import { closest, element } from './dom.ts'
import { groupName } from './graph/drawings.ts'
import { count, type Site } from './site.ts'

const kinds: readonly NodeKind[] = ['model', 'source', 'seed', 'exposure', 'test', 'macro']

/** Fills the list at the side. The names below a folder are made when it is opened: there may be thousands. */
export function fillSidebar(site: Site, side: HTMLElement): void {
  const { nodes, graphNodes } = site.index
  const links = kinds.flatMap(kind => {
    const found = nodes.filter(node => node.kind === kind).length
    return found === 0 ? [] : [link(listHash(kind), kindLabels[kind].many, count(found))]
  })
  const folders = new Map<string, IndexNode[]>()
  for (const node of nodes.slice(0, graphNodes)) {
    const name = groupName(node.group)
    folders.set(name, [...(folders.get(name) ?? []), node])
  }
  side.replaceChildren(
    element(
      `<div><ul>${link('#/', 'Overview', '')}${link('#/lineage', 'Lineage', '')}${links.join('')}</ul><h2>Folders</h2></div>`,
    ),
    ...[...folders].sort(byLayer).map(([name, members]) => folder(name, members)),
  )
  side.addEventListener('click', event => {
    if (closest(event, 'a') !== undefined) closeMenu()
  })
}

const order = ['bronze', 'silver', 'gold']

// Sources and seeds, then the layers in the order of the data, then the rest by name.
function byLayer([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const rank = (name: string) => {
    const at = order.indexOf(name.split('/')[0] ?? '')
    return at >= 0 ? at + 1 : name.startsWith('sources/') || name === 'seeds' ? 0 : 4
  }
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}

function folder(name: string, members: readonly IndexNode[]): HTMLElement {
  const details = element(
    `<details data-folder="${escapeHtml(name)}"><summary title="${escapeHtml(name)}"><span>${escapeHtml(name)}</span><span class="n">${count(members.length)}</span></summary></details>`,
  ) as HTMLDetailsElement
  details.addEventListener('toggle', () => openFolder(details, members))
  return details
}

function openFolder(details: HTMLDetailsElement, members: readonly IndexNode[]): void {
  if (!details.open || details.querySelector('ul') !== null) return
  const items = members.map(({ id, kind, layer, name }) => {
    const dot = `<i class="dot kind-${kind} layer-${layer}"></i>`
    return `<li><a href="${nodeHash(id)}" title="${escapeHtml(name)}">${dot}<span class="name">${escapeHtml(name)}</span></a></li>`
  })
  details.append(element(`<ul>${items.join('')}</ul>`))
  markCurrent()
}

function link(href: string, name: string, number: string): string {
  return `<li><a href="${href}"><span class="name">${name}</span><span class="n">${number}</span></a></li>`
}

/** Opens the folder of a node, so that the list shows where the reader is. */
export function revealFolder({ group }: IndexNode): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('#side details'))
    if (details.dataset.folder === groupName(group)) details.open = true
}

/** Shows which of the links leads to where the reader is. */
export function markCurrent(): void {
  const here = location.hash === '' ? '#/' : location.hash
  for (const link of document.querySelectorAll('#side a')) {
    const href = link.getAttribute('href') ?? ''
    const isHere =
      href === here || (href !== '#/' && (here.startsWith(`${href}/`) || here.startsWith(`${href}?`)))
    if (isHere) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

/** The list at the side is a menu where there is no room beside the page. */
export function listenToMenu(button: HTMLElement, side: HTMLElement): void {
  button.addEventListener('click', () => {
    button.setAttribute('aria-expanded', String(side.classList.toggle('open')))
  })
}

export function closeMenu(): void {
  document.getElementById('side')?.classList.remove('open')
  document.getElementById('menu')?.setAttribute('aria-expanded', 'false')
}
