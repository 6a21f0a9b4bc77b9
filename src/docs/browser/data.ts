import type { GraphData, PageChunk, SearchData, SiteIndex } from '../shared/site-data.ts'
import { overviewChunk, pageChunkName } from '../shared/site-data.ts'

const waiting = new Map<string, (value: unknown) => void>()
const loaded = new Map<string, Promise<unknown>>()

/** Lets the chunks hand over their data. */
export function receiveData(): void {
  Object.assign(window, { gildData: (name: string, value: unknown) => waiting.get(name)?.(value) })
}

/** Each chunk is loaded once, by a script element: a request would be refused where the page was opened from a folder. */
function load(name: string): Promise<unknown> {
  const known = loaded.get(name)
  if (known !== undefined) return known
  const inline = document.querySelector(`script[data-chunk="${name}"]`)
  const value = inline === null ? loadScript(name) : Promise.resolve(JSON.parse(inline.textContent ?? 'null'))
  loaded.set(name, value)
  return value
}

function loadScript(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    waiting.set(name, resolve)
    const script = document.createElement('script')
    script.src = `data/${name}.js`
    script.onerror = () => reject(new Error(`data/${name}.js is missing. Generate the site again.`))
    document.head.append(script)
  })
}

// What the chunks hold is what the generator of the same version wrote into them.
export function loadIndex(): Promise<SiteIndex> {
  return load('index') as Promise<SiteIndex>
}

export function loadOverview(): Promise<string> {
  return load(overviewChunk) as Promise<string>
}

export function loadGraph(): Promise<GraphData> {
  return load('graph') as Promise<GraphData>
}

export function loadSearch(): Promise<SearchData> {
  return load('search') as Promise<SearchData>
}

export function loadPages(chunk: number): Promise<PageChunk> {
  return load(pageChunkName(chunk)) as Promise<PageChunk>
}
