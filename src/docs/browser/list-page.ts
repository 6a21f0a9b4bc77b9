import { escapeHtml } from '../shared/highlight.ts'
import { nodeHash, type Route } from '../shared/route.ts'
import { type IndexNode, kindLabels, type NodeKind } from '../shared/site-data.ts'
import { element } from './dom.ts'
import { count, type Site } from './site.ts'

/** More rows than these are shown when asked for. */
const mostRows = 300

/** All nodes of a kind, with a filter. Returns the title, undefined when there is no such kind. */
export function drawList(
  site: Site,
  { kind, filter }: Pick<Extract<Route, { page: 'list' }>, 'kind' | 'filter'>,
  main: HTMLElement,
): string | undefined {
  if (!isKind(kind)) return undefined
  const nodes = site.index.nodes.filter(node => node.kind === kind)
  const title = kindLabels[kind].many
  const page = element(`<article class="page"><header class="title"><h1>${title}</h1></header>
    <form class="filter"><input type="search" value="${escapeHtml(filter)}" placeholder="name, folder, tag, status" aria-label="Filter"><span class="quiet" role="status"></span></form>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="list"><thead><tr>${headOf(kind)}</tr></thead><tbody></tbody></table></div>
    <p><button type="button" hidden></button></p></article>`)
  const input = page.querySelector('input')
  const button = page.querySelector<HTMLButtonElement>('p button')
  const draw = (limit: number) => {
    const found = matching(nodes, input?.value ?? '')
    const rows = found.slice(0, limit).map(node => rowOf(node, kind))
    const body = page.querySelector('tbody')
    const state = page.querySelector('[role="status"]')
    if (body !== null) body.innerHTML = rows.join('')
    if (state !== null)
      state.textContent =
        found.length === nodes.length
          ? count(nodes.length)
          : `${count(found.length)} of ${count(nodes.length)}`
    if (button !== null) {
      button.hidden = found.length <= limit
      button.textContent = `Show all ${count(found.length)}`
    }
  }
  input?.addEventListener('input', () => draw(mostRows))
  button?.addEventListener('click', () => draw(Number.POSITIVE_INFINITY))
  page.querySelector('form')?.addEventListener('submit', event => event.preventDefault())
  draw(mostRows)
  main.replaceChildren(page)
  return title
}

function isKind(kind: string): kind is NodeKind {
  return Object.hasOwn(kindLabels, kind)
}

function matching(nodes: readonly IndexNode[], filter: string): readonly IndexNode[] {
  const words = filter.toLowerCase().split(/\s+/)
  return nodes.filter(({ name, group, layer, what, status = '', tags = [] }) => {
    const text = [name, group, layer, what, status, ...tags].join('\n').toLowerCase()
    return words.every(word => text.includes(word))
  })
}

function headOf(kind: NodeKind): string {
  const names =
    kind === 'macro'
      ? ['Name', 'Package', 'Description']
      : ['Name', 'Kind', 'Last run', 'Rows', 'Description']
  const shown = kind === 'test' ? names.filter(name => name !== 'Rows') : names
  return shown.map(name => `<th${name === 'Rows' ? ' class="right"' : ''}>${name}</th>`).join('')
}

function rowOf(
  { id, name, kind, layer, what, status, rows, says = '', ...node }: IndexNode,
  of: NodeKind,
): string {
  const link = `<td><a class="node-link" href="${nodeHash(id)}"><i class="dot kind-${kind} layer-${layer}"></i>${escapeHtml(name)}</a></td>`
  const text = `<td class="says">${escapeHtml(says)}</td>`
  if (of === 'macro') return `<tr>${link}<td>${escapeHtml(node.package ?? '')}</td>${text}</tr>`
  const state =
    status === undefined
      ? ''
      : `<span class="status status-${status.replace(/[^a-z]+/g, '-')}">${escapeHtml(status)}</span>`
  const number = of === 'test' ? '' : `<td class="right">${rows === undefined ? '' : count(rows)}</td>`
  return `<tr>${link}<td class="nowrap">${escapeHtml(what)}</td><td>${state}</td>${number}${text}</tr>`
}
