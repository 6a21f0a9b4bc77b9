import type { Layer, NodeKind } from './shared/site-data.ts'

/** A node with all that its page says. */
export interface SiteNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  readonly layer: Layer
  readonly group: string
  readonly what: string
  readonly package: string
  /** Whether it came with gild or a package. */
  readonly isForeign: boolean
  readonly file: string
  readonly tags: readonly string[]
  readonly description: string
  readonly columns: readonly SiteColumn[]
  readonly config: Readonly<Record<string, unknown>>
  readonly meta: Readonly<Record<string, unknown>>
  readonly rawSql: string
  readonly compiledSql: string
  readonly relation: string
  readonly reads: readonly string[]
  readonly readBy: readonly string[]
  readonly macros: readonly string[]
  /** Data tests of it. */
  readonly tests: readonly string[]
  readonly run: NodeRun | undefined
  readonly table: TableFacts | undefined
  readonly history: readonly TableVersionFacts[]
  /** Of a data test: what it is declared on, else all that it reads. */
  readonly tested: readonly string[]
  /** Of a data test. */
  readonly column: string
  readonly arguments: readonly {
    readonly name: string
    readonly type: string
    readonly description: string
  }[]
  /** Of an exposure. */
  readonly exposure: ExposureFacts | undefined
}

export interface SiteColumn {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly tags: readonly string[]
  /** Described, but not in the table. */
  readonly isMissing: boolean
  readonly tests: readonly string[]
}

export interface NodeRun {
  readonly status: string
  readonly seconds: number
  readonly message: string
  readonly startedAt: string
  readonly rows: number | undefined
  readonly failures: number | undefined
}

export interface TableFacts {
  readonly type: string
  readonly rows: number | undefined
  readonly bytes: number | undefined
  readonly files: number | undefined
  readonly version: number | undefined
  readonly modifiedAt: string
  readonly partitionBy: string
}

export interface TableVersionFacts {
  readonly version: number
  readonly time: string
  readonly operation: string
  readonly rows: number | null
  readonly filesAdded: number | null
  readonly filesRemoved: number | null
  readonly by: string
}

export interface ExposureFacts {
  readonly type: string
  readonly url: string
  readonly maturity: string
  readonly owner: string
}

/** Everything that the site is about. */
export interface SiteModel {
  readonly project: string
  readonly generatedAt: string
  readonly gildVersion: string
  /** Those of the graph first, each kind by name. */
  readonly nodes: readonly SiteNode[]
  readonly byId: ReadonlyMap<string, SiteNode>
  readonly lastRun: LastRun | undefined
}

export interface LastRun {
  readonly command: string
  readonly startedAt: string
  readonly seconds: number
  readonly results: readonly { readonly id: string; readonly run: NodeRun }[]
}
