import { highlightSql } from '../shared/highlight.ts'
import { loadOverview, loadPages } from './data.ts'
import { closest, element } from './dom.ts'
import { focusedGraph } from './graph/drawings.ts'
import { mountGraph } from './graph/view.ts'
import { nodeAt, type Site } from './site.ts'

export async function loadOverviewPage(main: HTMLElement): Promise<() => string> {
  const html = await loadOverview()
  return () => {
    main.innerHTML = html
    brighten(main)
    scrollTo(0, 0)
    return ''
  }
}

export interface NodePlace {
  readonly place: number
  /** A section or column of its page. */
  readonly at: string | undefined
}

/** Loads the page of a node, and returns what draws it. */
export async function loadNodePage(
  site: Site,
  { place, at }: NodePlace,
  main: HTMLElement,
): Promise<() => string> {
  const { id, chunk, name } = nodeAt(site, place)
  const pages = await loadPages(chunk)
  return () => {
    main.innerHTML = pages[id] ?? ''
    brighten(main)
    drawSmallGraph(site, place, main)
    scrollTo(0, 0)
    if (at !== undefined) goTo(at, main)
    return name
  }
}

function goTo(at: string, page: HTMLElement): void {
  const column = [...page.querySelectorAll('tr[data-column]')].find(
    row => row.getAttribute('data-column') === at,
  )
  column?.classList.add('found')
  const target = column ?? [...page.querySelectorAll('section[id]')].find(section => section.id === at)
  target?.scrollIntoView({ block: column === undefined ? 'start' : 'center' })
}

function brighten(page: HTMLElement): void {
  for (const code of page.querySelectorAll('pre[data-sql] code'))
    code.innerHTML = highlightSql(code.textContent ?? '')
}

function drawSmallGraph(site: Site, place: number, page: HTMLElement): void {
  const host = page.querySelector<HTMLElement>('[data-graph]')
  if (host === null) return
  const { drawing, places } = focusedGraph(site, { place, up: 1, down: 1, opens: 'page' })
  if (places.length === 1 || places.length > 60) {
    const text =
      places.length === 1
        ? 'Nothing reads it, and it reads nothing.'
        : `It has ${places.length - 1} neighbours.`
    host.replaceWith(element(`<p class="quiet">${text}</p>`))
    return
  }
  host.style.height = `${Math.min(420, Math.max(110, drawing.layout.height + 56))}px`
  mountGraph(host, drawing)
}

/** Tabs and copy buttons, wherever they stand in the page. */
export function listenToPage(main: HTMLElement): void {
  main.addEventListener('click', event => {
    const tab = closest(event, '[role="tab"]')
    if (tab !== undefined) choose(tab)
    const button = closest(event, '[data-copy]')
    if (button !== undefined) copy(button)
  })
  main.addEventListener('keydown', event => {
    const tab = closest(event, '[role="tab"]')
    if (tab === undefined || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    const tabs = [...(tab.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])]
    const step = event.key === 'ArrowRight' ? 1 : tabs.length - 1
    const next = tabs[(tabs.indexOf(tab) + step) % tabs.length]
    if (next !== undefined) choose(next).focus()
  })
}

function choose(tab: HTMLElement): HTMLElement {
  for (const other of tab.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]') ?? []) {
    const isChosen = other === tab
    other.setAttribute('aria-selected', String(isChosen))
    other.tabIndex = isChosen ? 0 : -1
    document.getElementById(other.getAttribute('aria-controls') ?? '')?.toggleAttribute('hidden', !isChosen)
  }
  return tab
}

function copy(button: HTMLElement): void {
  const code = button.parentElement?.querySelector('code')
  const selection = getSelection()
  if (code === null || code === undefined || selection === null) return
  // The clipboard of the browser is closed to pages that are opened from a folder: the selection is not.
  selection.selectAllChildren(code)
  const isCopied = document.execCommand('copy')
  if (isCopied) selection.removeAllRanges()
  button.textContent = isCopied ? 'Copied' : 'Press Ctrl-C'
  setTimeout(() => {
    button.textContent = 'Copy'
  }, 1500)
}
