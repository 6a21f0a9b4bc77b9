import type {
  GenericTest,
  Manifest,
  ManifestNode,
  ModelConfig,
  ModelNode,
  NodeId,
  SeedNode,
  SourceNode,
  TestConfig,
  TestNode,
} from '../../src/core/parse/manifest.ts'

/** The id of a name: `orders` is a model, `seed:x`, `test:x`, `source:crm.users` are the others. */
export function idOf(name: string): NodeId {
  const [kind, rest] = name.includes(':') ? name.split(':') : ['model', name]
  // The one place of the tests where ids are made.
  return `${kind}.shop.${rest}` as NodeId
}

/**
 * A manifest from lines such as `orders <- raw, source:crm.users` (what it reads), each with optional settings behind
 * `#`: `tags=a+b folder=gold materialized=view generic=unique`.
 */
export function smallManifest(text: string): Manifest {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const all = lines.map(parseLine)
  const sources = all.filter(node => node.kind === 'source')
  const nodes = all.filter(node => node.kind !== 'source')
  return {
    projectName: 'shop',
    nodes: new Map(nodes.map(node => [node.id, node])),
    sources: new Map(sources.map(node => [node.id, node])),
    unitTests: new Map(),
    exposures: new Map(),
    operations: new Map(),
    docs: new Map(),
    macros: new Map(),
    disabled: [],
  }
}

function parseLine(line: string): ManifestNode | SourceNode {
  const [left = '', settingsText = ''] = line.split('#')
  const [name = '', reads = ''] = left.split('<-').map(part => part.trim())
  const settings = new Map(
    settingsText
      .trim()
      .split(/\s+/)
      .map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']),
  )
  const parents = reads === '' ? [] : reads.split(',').map(parent => idOf(parent.trim()))
  const [kind, rest] = name.includes(':') ? (name.split(':') as [string, string]) : ['model', name]
  if (kind === 'source') return source(rest, settings)
  if (kind === 'seed') return seed(rest, settings)
  return kind === 'test' ? test(rest, parents, settings) : model(rest, parents, settings)
}

type Settings = ReadonlyMap<string, string>

function common(name: string, file: string, settings: Settings) {
  return {
    name,
    package: 'shop',
    fqn: ['shop', ...folder(settings), name],
    file,
    tags: settings.get('tags')?.split('+') ?? [],
    description: '',
    meta: {},
    patchedAt: undefined,
  }
}

function folder(settings: Settings): readonly string[] {
  return settings.get('folder')?.split('/') ?? []
}

function stored(name: string) {
  return { schema: 'main', alias: name, path: `main/${name}`, columns: [] }
}

export function model(name: string, parents: readonly NodeId[], settings: Settings = new Map()): ModelNode {
  const materialized = (settings.get('materialized') ?? 'table') as ModelConfig['materialized']
  return {
    kind: 'model',
    id: idOf(name),
    ...common(name, ['models', ...folder(settings), `${name}.sql`].join('/'), settings),
    ...stored(name),
    rawSql: 'select 1',
    dependsOn: { nodes: parents, macros: [], vars: {}, environment: {} },
    config: {
      enabled: true,
      materialized,
      incrementalStrategy: 'append',
      uniqueKey: [],
      partitionBy: [],
      onSchemaChange: 'ignore',
      fullRefresh: undefined,
      tblproperties: {},
      raw: { materialized },
    },
  }
}

function seed(name: string, settings: Settings): SeedNode {
  return {
    kind: 'seed',
    id: idOf(`seed:${name}`),
    ...common(name, `seeds/${name}.csv`, settings),
    ...stored(name),
    checksum: '',
    config: { enabled: true, delimiter: ',', columnTypes: {}, raw: {} },
  }
}

function test(name: string, parents: readonly NodeId[], settings: Settings): TestNode {
  const generic = settings.get('generic')
  return {
    kind: 'test',
    id: idOf(`test:${name}`),
    alias: name,
    ...common(name, generic === undefined ? `tests/${name}.sql` : 'models/schema.yml', settings),
    rawSql: 'select 1',
    dependsOn: { nodes: parents, macros: [], vars: {}, environment: {} },
    config: testConfig({ severity: settings.get('severity') === 'warn' ? 'warn' : 'error' }),
    generic: generic === undefined || parents[0] === undefined ? undefined : genericTest(generic, parents[0]),
  }
}

export function testConfig(settings: Partial<TestConfig> = {}): TestConfig {
  return {
    enabled: true,
    severity: 'error',
    warnIf: '!= 0',
    errorIf: '!= 0',
    where: undefined,
    limit: undefined,
    failCalc: 'count(*)',
    storeFailures: undefined,
    raw: { severity: settings.severity ?? 'error' },
    ...settings,
  }
}

function genericTest(name: string, attachedTo: NodeId): GenericTest {
  return { test: name, column: 'id', arguments: {}, attachedTo }
}

function source(name: string, settings: Settings): SourceNode {
  const [sourceName = '', table = ''] = name.split('.')
  return {
    kind: 'source',
    id: idOf(`source:${name}`),
    ...common(table, 'models/sources.yml', settings),
    fqn: ['shop', sourceName, table],
    sourceName,
    columns: [],
    stream: undefined,
    path: undefined,
  }
}
