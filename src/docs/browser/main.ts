import { escapeHtml } from '../shared/highlight.ts'
import { parseRoute } from '../shared/route.ts'
import { loadIndex, receiveData } from './data.ts'
import { byId, closest } from './dom.ts'
import { loadLineage } from './lineage-page.ts'
import { drawList } from './list-page.ts'
import { listenToPage, loadNodePage, loadOverviewPage } from './node-page.ts'
import { openSearchBox } from './search-box.ts'
import { closeMenu, fillSidebar, listenToMenu, markCurrent, revealFolder } from './sidebar.ts'
import { nodeAt, openSite, type Site } from './site.ts'
import { listenToTheme } from './theme.ts'

async function start(): Promise<void> {
  receiveData()
  const main = byId('main', HTMLElement)
  const side = byId('side', HTMLElement)
  listenToTheme(byId('theme', HTMLButtonElement))
  listenToMenu(byId('menu', HTMLButtonElement), side)
  listenToPage(main)
  const site = openSite(await loadIndex())
  fillSidebar(site, side)
  openSearchBox(site)
  // The address says which page is shown, so this link may not change it.
  document.addEventListener('click', event => {
    if (closest(event, '.skip') === undefined) return
    event.preventDefault()
    main.focus()
  })
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') closeMenu()
  })
  window.addEventListener('hashchange', () => {
    void show(site, main).then(() => main.focus({ preventScroll: true }))
  })
  await show(site, main)
}

let asked = 0

// What is loaded after the reader has gone on to another page is not drawn.
async function show(site: Site, main: HTMLElement): Promise<void> {
  const own = ++asked
  const draw = await prepare(site, main).catch(error => () => drawProblem(main, String(error)))
  if (own !== asked) return
  const title = draw()
  document.title = title === '' ? site.index.project : `${title} · ${site.index.project}`
  markCurrent()
}

// Loads what the address names, and returns what draws it and tells its title.
async function prepare(site: Site, main: HTMLElement): Promise<() => string> {
  const route = parseRoute(location.hash)
  switch (route.page) {
    case 'overview':
      return loadOverviewPage(main)
    case 'lineage':
      return loadLineage(site, route, main)
    case 'list':
      return () => drawList(site, route, main) ?? drawUnknown(main)
    case 'node': {
      const place = site.placeOf.get(route.id)
      if (place === undefined) return () => drawUnknown(main)
      if (place < site.index.graphNodes) revealFolder(nodeAt(site, place))
      return loadNodePage(site, { place, at: route.at }, main)
    }
    case 'unknown':
      return () => drawUnknown(main)
  }
}

function drawUnknown(main: HTMLElement): string {
  const path = escapeHtml(location.hash.slice(2))
  main.innerHTML = `<article class="page"><header class="title"><h1>There is no such page</h1></header><p>Nothing here is named <code>${path}</code>. Press <kbd>/</kbd> to search.</p></article>`
  return 'Not found'
}

function drawProblem(main: HTMLElement, problem: string): string {
  main.innerHTML = `<article class="page"><header class="title"><h1>This page cannot be shown</h1></header><p>${escapeHtml(problem)}</p></article>`
  return 'Problem'
}

void start()
