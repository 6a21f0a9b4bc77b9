/** What the generator writes and the page reads. Each is one chunk of data. */
export interface SiteIndex {
  readonly project: string
  /** Those that the graph shows come first. */
  readonly nodes: readonly IndexNode[]
  /** How many of them the graph shows. */
  readonly graphNodes: number
  /** Places of `nodes` in pairs: what is read, what reads it. */
  readonly edges: readonly number[]
  /** Chunks of pages, by number; a node says which is its own. */
  readonly pageChunks: number
}

export interface IndexNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  readonly layer: Layer
  /** The folder below models, as `gold/fastcart`. */
  readonly group: string
  /** `table`, `incremental`, `not_null`; empty when nothing is to say. */
  readonly what: string
  /** Of the last run; absent when it was not in it. */
  readonly status?: string
  /** First sentence of the description. */
  readonly says?: string
  /** Of its table. */
  readonly rows?: number
  readonly tags?: readonly string[]
  /** Of what the project gets from elsewhere. */
  readonly package?: string
  readonly chunk: number
}

export type NodeKind = 'model' | 'source' | 'seed' | 'exposure' | 'test' | 'macro'
export type Layer = 'bronze' | 'silver' | 'gold' | 'other'

export const layers: readonly Layer[] = ['bronze', 'silver', 'gold', 'other']

/** Positions of the whole graph. */
export interface GraphData {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly bends: Readonly<Record<number, readonly number[]>>
  readonly width: number
  readonly height: number
}

/** By the place of the node in the index. */
export interface SearchData {
  readonly descriptions: readonly string[]
  readonly columns: readonly (readonly (readonly [name: string, description: string])[])[]
}

/** HTML of pages by the id of the node. */
export type PageChunk = Readonly<Record<string, string>>

export const overviewChunk = 'overview'

export function pageChunkName(chunk: number): string {
  return `pages-${chunk}`
}

export const kindLabels: Readonly<Record<NodeKind, { readonly one: string; readonly many: string }>> = {
  model: { one: 'model', many: 'Models' },
  source: { one: 'source', many: 'Sources' },
  seed: { one: 'seed', many: 'Seeds' },
  exposure: { one: 'exposure', many: 'Exposures' },
  test: { one: 'data test', many: 'Data tests' },
  macro: { one: 'macro', many: 'Macros' },
}
