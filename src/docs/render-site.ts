import { type ArtifactFiles, readArtifacts } from './artifacts.ts'
import { styles } from './assets/styles.ts'
import { type Chunks, chunkScript, inlineChunk, inlineScript, packPages } from './chunks.ts'
import { openTemplates } from './pages/templates.ts'
import { nodeView, overviewView } from './pages/views.ts'
import { overviewChunk, pageChunkName } from './shared/site-data.ts'
import { shell } from './shell.ts'
import { graphData, searchData, siteIndex } from './site-index.ts'
import { siteModel } from './site-model.ts'
import type { SiteModel } from './site-node.ts'

export interface SiteInput {
  readonly artifacts: ArtifactFiles
  /** The project's README.md. */
  readonly readme: string | undefined
  /** What runs in the page, as one classic script. */
  readonly script: string
  /** One file that holds everything, in place of a folder. */
  readonly isStatic: boolean
}

/** The name of the file to open. */
export function entryFile({ isStatic }: Pick<SiteInput, 'isStatic'>): string {
  return isStatic ? 'static.html' : 'index.html'
}

export interface RenderedSite {
  /** By path. */
  readonly files: ReadonlyMap<string, string>
  /** Of nodes. */
  readonly pages: number
}

/** The documentation site of a project as files by path. It needs no server and loads nothing from elsewhere. */
export function renderSite({ artifacts, readme, script, isStatic }: SiteInput): RenderedSite {
  const site = siteModel(readArtifacts(artifacts))
  const chunks = siteChunks(site, readme)
  const entry = entryFile({ isStatic })
  const pages = site.nodes.length
  const page = { title: site.project, isStatic }
  if (isStatic) {
    const data = [...chunks].map(([name, value]) => inlineChunk(name, value)).join('\n')
    const parts = {
      style: `<style>\n${styles}</style>`,
      scripts: `${data}\n<script>\n${inlineScript(script)}</script>`,
    }
    return { pages, files: new Map([[entry, shell({ ...page, ...parts })]]) }
  }
  const parts = {
    style: '<link rel="stylesheet" href="assets/site.css">',
    scripts: '<script src="assets/site.js"></script>',
  }
  const files = new Map([
    [entry, shell({ ...page, ...parts })],
    ['assets/site.css', styles],
    ['assets/site.js', script],
    ...[...chunks].map(([name, value]) => [`data/${name}.js`, chunkScript(name, value)] as const),
  ])
  return { pages, files }
}

/** Characters of HTML in one chunk: a few dozen pages, which a disk or a web server hands over at once. */
const chunkSize = 150_000

function siteChunks(site: SiteModel, readme: string | undefined): Chunks {
  const templates = openTemplates()
  const pages = site.nodes.map(node => [node.id, templates.node(nodeView(node, site))] as const)
  const packed = packPages(pages, chunkSize)
  const chunkOf = new Map(
    packed.flatMap((chunk, number) => [...chunk.keys()].map(id => [id, number] as const)),
  )
  const index = siteIndex(site, chunkOf)
  const overview = templates.overview(overviewView(site, { readme, edges: index.edges.length / 2 }))
  return new Map<string, unknown>([
    ['index', index],
    [overviewChunk, overview],
    ['graph', graphData(index)],
    ['search', searchData(site)],
    ...packed.map((chunk, number) => [pageChunkName(number), Object.fromEntries(chunk)] as const),
  ])
}
