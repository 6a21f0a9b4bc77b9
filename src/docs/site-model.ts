import type { Artifacts } from './artifacts.ts'
import { type Layer, layers, type NodeKind } from './shared/site-data.ts'
import type { LastRun, NodeRun, SiteColumn, SiteModel, SiteNode, TableFacts } from './site-node.ts'

type ManifestNode = Artifacts['manifest']['nodes'][string]
type CatalogTable = NonNullable<Artifacts['catalog']>['nodes'][string]

/** Joins the artifacts: each node with its table, its last run, its data tests, and what it reads and is read by. */
export function siteModel(artifacts: Artifacts): SiteModel {
  const { manifest, runResults } = artifacts
  const context = contextOf(artifacts)
  const drafts = [
    ...Object.values(manifest.nodes).flatMap(node => nodeDraft(node, context)),
    ...Object.values(manifest.sources).flatMap(node => nodeDraft(node, context)),
    ...exposureDrafts(artifacts),
    ...macroDrafts(artifacts),
  ]
  const nodes = withReaders(drafts).sort(
    (a, b) =>
      kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || compare(a.name, b.name) || compare(a.id, b.id),
  )
  const lastRun: LastRun | undefined = runResults && {
    command: textOf(runResults.args.which),
    startedAt: runResults.metadata.invocation_started_at || runResults.metadata.generated_at,
    seconds: runResults.elapsed_time,
    results: [...context.runs].map(([id, run]) => ({ id, run })),
  }
  return {
    project: manifest.metadata.project_name,
    generatedAt: manifest.metadata.generated_at,
    gildVersion: textOf(manifest.metadata.env.GILD_VERSION),
    nodes,
    byId: new Map(nodes.map(node => [node.id, node])),
    lastRun,
  }
}

const kindOrder: readonly NodeKind[] = ['source', 'seed', 'model', 'exposure', 'test', 'macro']

interface Context {
  readonly artifacts: Artifacts
  readonly runs: ReadonlyMap<string, NodeRun>
  /** Ids of data tests by the id of what they are declared on, or read. */
  readonly testsOf: ReadonlyMap<string, readonly ManifestNode[]>
}

function contextOf(artifacts: Artifacts): Context {
  const testsOf = new Map<string, ManifestNode[]>()
  for (const node of Object.values(artifacts.manifest.nodes)) {
    if (node.resource_type !== 'test') continue
    for (const id of testedBy(node)) {
      const list = testsOf.get(id) ?? []
      list.push(node)
      testsOf.set(id, list)
    }
  }
  const runs = (artifacts.runResults?.results ?? []).map(result => {
    const { rows_affected: rows } = result.adapter_response
    const run: NodeRun = {
      status: result.status,
      seconds: result.execution_time,
      message: result.message,
      startedAt: result.timing[0]?.started_at ?? '',
      rows: typeof rows === 'number' ? rows : undefined,
      failures: result.failures ?? undefined,
    }
    return [result.unique_id, run] as const
  })
  return { artifacts, runs: new Map(runs), testsOf }
}

function testedBy({ attached_node, depends_on }: ManifestNode): readonly string[] {
  return attached_node === '' ? depends_on.nodes : [attached_node]
}

type Draft = Omit<SiteNode, 'readBy'>

const kinds: ReadonlySet<string> = new Set(['model', 'seed', 'source', 'test'])

function nodeDraft(node: ManifestNode, { artifacts, runs, testsOf }: Context): readonly Draft[] {
  if (!kinds.has(node.resource_type)) return []
  const kind = node.resource_type as NodeKind
  const id = node.unique_id
  const { catalog, history, manifest } = artifacts
  const table = catalog?.nodes[id] ?? catalog?.sources[id]
  const tests = testsOf.get(id) ?? []
  const versions = history?.tables[id] ?? []
  const isForeign = node.package_name !== manifest.metadata.project_name
  const draft: Draft = {
    id,
    kind,
    name: kind === 'source' ? `${node.source_name}.${node.name}` : node.name,
    layer: kind === 'model' || kind === 'test' ? layerOf(node) : 'other',
    group: isForeign ? node.fqn.slice(0, -1).join('/') : groupOf(node, kind),
    what: whatOf(node, kind),
    package: node.package_name,
    isForeign,
    file: node.original_file_path,
    tags: node.tags,
    description: node.description || (kind === 'source' ? node.source_description : ''),
    columns: columnsOf(node, table, tests),
    config: node.config,
    meta: node.meta,
    rawSql: node.raw_code,
    compiledSql: node.compiled_code,
    relation: node.relation_name,
    reads: node.depends_on.nodes,
    macros: node.depends_on.macros,
    tests: tests.map(test => test.unique_id),
    run: runs.get(id),
    table: table && factsOf(table),
    history: versions.map(({ files_added, files_removed, engine, command, ...version }) => ({
      ...version,
      filesAdded: files_added,
      filesRemoved: files_removed,
      by: [engine, command].filter(part => part !== '').join(' '),
    })),
    tested: kind === 'test' ? testedBy(node) : [],
    column: node.column_name,
    arguments: [],
    exposure: undefined,
  }
  return [draft]
}

// The layer is a folder, a schema or a tag; the first that is one of the names counts.
function layerOf({ fqn, schema, tags }: ManifestNode): Layer {
  const names = [...fqn.slice(1, -1), schema, ...tags]
  return layers.find(layer => layer !== 'other' && names.includes(layer)) ?? 'other'
}

function groupOf({ fqn, source_name }: ManifestNode, kind: NodeKind): string {
  if (kind === 'source') return `sources/${source_name}`
  if (kind === 'seed') return 'seeds'
  return fqn.slice(1, -1).join('/')
}

function whatOf(node: ManifestNode, kind: NodeKind): string {
  const { config, test_metadata } = node
  if (kind === 'test') return test_metadata?.name ?? 'singular'
  if (kind === 'source') return sourceKind(node)
  const materialized = textOf(config.materialized)
  const strategy = textOf(config.incremental_strategy)
  return materialized === 'incremental' && strategy !== '' ? `incremental (${strategy})` : materialized
}

function sourceKind({ config }: ManifestNode): string {
  const { external } = config
  if (typeof external === 'object' && external !== null && 'format' in external)
    return textOf(external.format)
  return config.stream === null || config.stream === undefined ? 'table' : 'stream'
}

function columnsOf(
  node: ManifestNode,
  table: CatalogTable | undefined,
  tests: readonly ManifestNode[],
): readonly SiteColumn[] {
  const declared = new Map(Object.values(node.columns).map(column => [column.name.toLowerCase(), column]))
  const actual = Object.values(table?.columns ?? {}).sort((a, b) => a.index - b.index)
  const found = new Set(actual.map(({ name }) => name.toLowerCase()))
  const testsOf = (name: string) =>
    tests.filter(test => test.column_name.toLowerCase() === name.toLowerCase()).map(test => test.unique_id)
  const columns = actual.map(({ name, type }): SiteColumn => {
    const { description = '', tags = [] } = declared.get(name.toLowerCase()) ?? {}
    return { name, type, description, tags, isMissing: false, tests: testsOf(name) }
  })
  const others = [...declared.values()].filter(({ name }) => !found.has(name.toLowerCase()))
  return [
    ...columns,
    ...others.map(({ name, data_type: type, description, tags }): SiteColumn => {
      return { name, type, description, tags, isMissing: actual.length > 0, tests: testsOf(name) }
    }),
  ]
}

function factsOf({ metadata, stats }: CatalogTable): TableFacts {
  const number = (name: string) => {
    const value = stats[name]?.value
    return typeof value === 'number' ? value : undefined
  }
  return {
    type: metadata.type,
    rows: number('num_rows'),
    bytes: number('num_bytes'),
    files: number('num_files'),
    version: number('version'),
    modifiedAt: textOf(stats.last_modified?.value),
    partitionBy: textOf(stats.partition_by?.value),
  }
}

function exposureDrafts({ manifest }: Artifacts): readonly Draft[] {
  return Object.values(manifest.exposures).map(exposure => ({
    ...emptyDraft,
    id: exposure.unique_id,
    kind: 'exposure',
    name: exposure.label || exposure.name,
    group: 'exposures',
    what: exposure.type,
    package: exposure.package_name,
    file: exposure.original_file_path,
    tags: exposure.tags,
    meta: exposure.meta,
    description: exposure.description,
    reads: exposure.depends_on.nodes,
    exposure: {
      type: exposure.type,
      url: exposure.url,
      maturity: exposure.maturity,
      owner: [exposure.owner?.name, exposure.owner?.email].filter(part => part).join(', '),
    },
  }))
}

function macroDrafts({ manifest }: Artifacts): readonly Draft[] {
  return Object.values(manifest.macros).map(macro => ({
    ...emptyDraft,
    id: macro.unique_id,
    kind: 'macro',
    name: macro.name,
    what: macro.name.startsWith('test_') ? 'data test' : '',
    package: macro.package_name,
    isForeign: macro.package_name !== manifest.metadata.project_name,
    file: macro.original_file_path,
    description: macro.description,
    rawSql: macro.macro_sql,
    macros: macro.depends_on.macros,
    arguments: macro.arguments,
  }))
}

const emptyDraft = {
  layer: 'other',
  group: '',
  isForeign: false,
  tags: [],
  columns: [],
  config: {},
  meta: {},
  rawSql: '',
  compiledSql: '',
  relation: '',
  reads: [],
  macros: [],
  tests: [],
  run: undefined,
  table: undefined,
  history: [],
  tested: [],
  column: '',
  arguments: [],
  exposure: undefined,
} as const

// Who reads a node, and who calls a macro. A data test of a node is listed as a test and not as a reader.
function withReaders(drafts: readonly Draft[]): SiteNode[] {
  const readers = new Map<string, string[]>()
  for (const draft of drafts) {
    for (const id of [...draft.reads, ...draft.macros]) {
      if (draft.tested.includes(id)) continue

      const list = readers.get(id) ?? []
      list.push(draft.id)
      readers.set(id, list)
    }
  }
  return drafts.map(draft => ({ ...draft, readBy: [...(readers.get(draft.id) ?? [])].sort(compare) }))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
