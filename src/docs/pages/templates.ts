import nunjucks from 'nunjucks'
import { bytes, count, duration, plural, time } from '../format.ts'
import { inline, markdown } from '../markdown.ts'
import { lineageHash, listHash, nodeHash } from '../shared/route.ts'
import { kindLabels } from '../shared/site-data.ts'
import type { SiteNode } from '../site-node.ts'
import { nodePageTemplate } from './node-page.ts'
import { overviewTemplate } from './overview-page.ts'
import { partsTemplate } from './parts.ts'

export type Render = (view: object) => string

/** gild's own pages. Values are escaped unless a filter made HTML of them; one that is missing is an error. */
export function openTemplates(): { readonly overview: Render; readonly node: Render } {
  const sources: Readonly<Record<string, string>> = {
    parts: partsTemplate,
    overview: overviewTemplate,
    node: nodePageTemplate,
  }
  const loader = {
    getSource: (name: string) => ({ src: sources[name] ?? '', path: name, noCache: false }),
  }
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter)
  const render = (name: string) => {
    const template = environment.getTemplate(name, true)
    return (view: object) => template.render(view).trim()
  }
  return { overview: render('overview'), node: render('node') }
}

const filters = {
  bytes,
  count,
  duration,
  inline,
  listHash,
  markdown,
  nodeHash,
  time,
  plural: (n: number, one: string, many: string) => plural(n, one, many),
  lineageHash: (id: string) => lineageHash(id, 2, 2),
  kindLabel: ({ kind }: SiteNode) => kindLabels[kind].one,
  kindsLabel: ({ kind }: SiteNode) => kindLabels[kind].many,
  dotClass: ({ kind, layer }: SiteNode) => `kind-${kind} layer-${layer}`,
  statusClass: (status: string) => status.replaceAll(/[^a-z]+/g, '-'),
  isAddress: (text: string) => /^https?:\/\//.test(text),
}
