import { escapeHtml } from '../shared/highlight.ts'
import { nodeHash } from '../shared/route.ts'
import { createSearch, type Search, type SearchHit } from '../shared/search.ts'
import { kindLabels } from '../shared/site-data.ts'
import { loadSearch } from './data.ts'
import { byId, isTyping } from './dom.ts'
import { count, nodeAt, type Site } from './site.ts'

const mostHits = 50

/** The search over the page: `/` or Ctrl-K opens it. */
export function openSearchBox(site: Site): void {
  const dialog = byId('search', HTMLDialogElement)
  const input = byId('query', HTMLInputElement)
  const list = byId('hits', HTMLUListElement)
  const state = byId('search-state', HTMLParagraphElement)
  let search: Search | undefined
  let chosen = 0

  async function open(): Promise<void> {
    if (!dialog.open) dialog.showModal()
    input.select()
    search ??= createSearch(site.index, await loadSearch())
    draw()
  }
  function draw(): void {
    if (search === undefined) return
    const { hits, total } = search(input.value, mostHits)
    list.innerHTML = hits.map((hit, index) => hitHtml(site, { hit, index, query: input.value })).join('')
    state.textContent = stateText(input.value, hits.length, total)
    choose(0)
  }
  function choose(index: number): void {
    const items = [...list.children]
    chosen = items.length === 0 ? 0 : (index + items.length) % items.length
    items.forEach((item, at) => {
      item.setAttribute('aria-selected', String(at === chosen))
    })
    items[chosen]?.scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', items[chosen]?.id ?? '')
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen - 1)
    else if (event.key === 'Enter') list.children[chosen]?.querySelector('a')?.click()
    // The browser's own answer would empty the field first.
    else if (event.key === 'Escape') dialog.close()
    else return
    event.preventDefault()
  }
  input.addEventListener('input', draw)
  input.addEventListener('keydown', onKey)
  list.addEventListener('click', () => dialog.close())
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close()
  })
  byId('open-search', HTMLButtonElement).addEventListener('click', () => void open())
  document.addEventListener('keydown', event => {
    const isShortcut = event.key === 'k' && (event.ctrlKey || event.metaKey)
    if (!isShortcut && (event.key !== '/' || isTyping(event))) return
    event.preventDefault()
    void open()
  })
}

function stateText(query: string, shown: number, total: number): string {
  if (query.trim() === '') return 'Every word may stand in a name, a column, a tag or a description.'
  if (total === 0) return 'Nothing found.'
  return total > shown ? `The best ${count(shown)} of ${count(total)}` : `${count(total)} found`
}

interface HitView {
  readonly hit: SearchHit
  readonly index: number
  readonly query: string
}

function hitHtml(site: Site, { hit, index, query }: HitView): string {
  const { node, column, context } = hit
  const { id, name, kind, layer } = nodeAt(site, node)
  const title = column === undefined ? name : column
  const where = column === undefined ? kindLabels[kind].one : `column of ${escapeHtml(name)}`
  const words = query.split(/\s+/).filter(word => word !== '')
  const under = context === '' ? '' : `<small>${marked(context, words)}</small>`
  return `<li id="hit-${index}" role="option" aria-selected="false"><a href="${nodeHash(id, column)}" tabindex="-1"><span class="hit"><i class="dot kind-${kind} layer-${layer}"></i><span>${marked(title, words)}</span><span class="quiet">${where}</span></span>${under}</a></li>`
}

function marked(text: string, words: readonly string[]): string {
  const pattern = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  if (pattern === '') return escapeHtml(text)
  const parts = text.split(new RegExp(`(${pattern})`, 'gi'))
  return parts
    .map((part, index) => (index % 2 === 1 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part)))
    .join('')
}
