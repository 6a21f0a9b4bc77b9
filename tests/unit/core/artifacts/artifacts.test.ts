import { expect, test } from 'vitest'
import { jsonText } from '../../../../src/core/artifacts/json.ts'
import { listNodes } from '../../../../src/core/artifacts/list-nodes.ts'
import { manifestJson } from '../../../../src/core/artifacts/manifest-json.ts'
import { runResultsJson } from '../../../../src/core/artifacts/run-results.ts'
import { buildGraph } from '../../../../src/core/graph/dag.ts'
import type { Manifest, NodeId } from '../../../../src/core/parse/manifest.ts'
import type { Project } from '../../../../src/core/project/project.ts'
import { definitions, macroValue, parse } from '../../../../src/core/template/index.ts'
import type { NodeOutcome } from '../../../../src/ports/run-event.ts'
import { idOf, smallManifest } from '../../../support/small-manifest.ts'

// The fields that dbt's published JSON Schemas require (manifest v12, run-results v6).
const common = 'database schema name resource_type package_name path original_file_path unique_id fqn'.split(
  ' ',
)
const required = {
  manifest: (
    'metadata nodes sources macros docs exposures metrics groups selectors disabled parent_map child_map group_map ' +
    'saved_queries semantic_models unit_tests'
  ).split(' '),
  node: [...common, 'alias', 'checksum'],
  source: [...common, 'source_name', 'source_description', 'loader', 'identifier'],
  macro: 'name resource_type package_name path original_file_path unique_id macro_sql'.split(' '),
  result: (
    'status timing thread_id execution_time adapter_response message failures unique_id compiled compiled_code ' +
    'relation_name'
  ).split(' '),
  statuses: 'success error skipped no-op pass fail warn'.split(' '),
}

const metadata = {
  gildVersion: '0.1.0',
  invocationId: 'c0ffee',
  generatedAt: 1_735_689_600_123,
  startedAt: 1_735_689_600_000,
}

function manifest(): Manifest {
  const small = smallManifest(`
source:crm.users
seed:countries
users <- source:crm.users # folder=silver tags=daily
inner <- users # materialized=ephemeral
test:unique_users <- users # generic=unique
test:odd_users <- users, seed:countries
`)
  const template = parse('{% macro cents(x) %}{{ x }}{% endmacro %}', 'macros/cents.sql')
  const [definition] = definitions(template)
  if (definition === undefined) throw new Error('the fixture has no macro')
  const cents = {
    name: 'cents',
    package: 'shop',
    file: 'macros/cents.sql',
    sql: template.text,
    description: '',
    meta: {},
    arguments: [],
    patchedAt: undefined,
    calls: ['dbt.round'],
    value: macroValue(template, definition),
  }
  const off = smallManifest('old').nodes.values()
  return { ...small, macros: new Map([['shop.cents', cents]]), disabled: [...off] }
}

const project: Pick<Project, 'name' | 'target'> = {
  name: 'shop',
  target: {
    name: 'dev',
    engine: 'duckdb',
    lake: 'lake',
    streams: { type: 'log', path: 'lake/_topics' },
    schema: undefined,
    threads: 4,
    memory: undefined,
    durability: 'full',
    settings: {},
  },
}

function manifestText(of = manifest()): string {
  const compiledSql = new Map<NodeId, string>([[idOf('users'), 'select 2']])
  return manifestJson({ metadata, graph: buildGraph(of), project, compiledSql })
}

function outcome(values: Partial<NodeOutcome>): NodeOutcome {
  return {
    id: idOf('users'),
    name: 'users',
    resourceType: 'model',
    describes: 'table',
    position: 1,
    status: 'success',
    startedAt: 1_735_689_600_000,
    compileMs: 5,
    executeMs: 1_250,
    thread: 'worker-1',
    ...values,
  }
}

function resultsText(): string {
  const outcomes = [
    outcome({
      position: 2,
      id: idOf('test:odd_users'),
      resourceType: 'test',
      status: 'fail',
      failures: 3n,
      message: 'odd',
    }),
    outcome({
      rows: 9_007_199_254_740_993n,
      version: 0,
      compiledSql: 'select 1',
      relation: '"main"."users"',
      filesAdded: 2,
    }),
    outcome({
      position: 3,
      id: idOf('test:unique_users'),
      resourceType: 'test',
      status: 'no-op',
      message: 'as before',
    }),
    outcome({
      position: 4,
      id: idOf('inner'),
      status: 'skipped',
      message: 'a parent failed',
      compileMs: 0,
      executeMs: 0,
    }),
    outcome({ position: 5, id: idOf('seed:countries'), resourceType: 'seed', status: 'no-op' }),
  ]
  return runResultsJson({ metadata, outcomes, elapsedMs: 2_500, args: { which: 'build', vars: { n: 1n } } })
}

test('the manifest has every field that dbt requires, for every kind of node', () => {
  const json = JSON.parse(manifestText())
  expect(Object.keys(json)).toEqual(expect.arrayContaining(required.manifest))
  expect(json.metadata.dbt_schema_version).toBe('https://schemas.getdbt.com/dbt/manifest/v12.json')
  expect(Object.keys(json.nodes)).toHaveLength(5)
  for (const node of Object.values<object>(json.nodes)) {
    expect(Object.keys(node)).toEqual(expect.arrayContaining(required.node))
  }
  expect(Object.keys(json.sources['source.shop.crm.users'])).toEqual(expect.arrayContaining(required.source))
  expect(Object.keys(json.macros['macro.shop.cents'])).toEqual(expect.arrayContaining(required.macro))
  expect(Object.keys(json.disabled['model.shop.old'][0])).toEqual(expect.arrayContaining(required.node))
})

test('a model in the manifest has its references, its edges and what was compiled', () => {
  const json = JSON.parse(manifestText())
  expect(json.nodes['model.shop.users']).toMatchObject({
    path: 'silver/users.sql',
    relation_name: '"main"."users"',
    sources: [['crm', 'users']],
    depends_on: { nodes: ['source.shop.crm.users'], macros: [] },
    config: { materialized: 'table', tags: ['daily'] },
    compiled: true,
    compiled_code: 'select 2',
  })
  expect(json.nodes['model.shop.inner']).toMatchObject({ relation_name: null, compiled: false })
  expect(json.nodes['test.shop.unique_users']).toMatchObject({
    attached_node: 'model.shop.users',
    test_metadata: { name: 'unique', kwargs: { column_name: 'id' } },
    refs: [{ name: 'users' }],
  })
  expect(json.parent_map['test.shop.odd_users']).toEqual(['model.shop.users', 'seed.shop.countries'])
  expect(json.child_map['model.shop.users']).toEqual([
    'model.shop.inner',
    'test.shop.odd_users',
    'test.shop.unique_users',
  ])
})

test('the order of the files does not show in the manifest', () => {
  const one = manifest()
  const other = { ...one, nodes: new Map([...one.nodes].reverse()) }
  expect(manifestText(other)).toBe(manifestText(one))
})

test('run results have every field that dbt requires and only statuses that it knows', () => {
  const json = JSON.parse(resultsText())
  for (const result of json.results) {
    expect(Object.keys(result)).toEqual(expect.arrayContaining(required.result))
    expect(required.statuses).toContain(result.status)
  }
  expect(json.results.map((result: { status: string }) => result.status)).toEqual([
    'success',
    'fail',
    'pass',
    'skipped',
    'no-op',
  ])
  expect(json.results[0].timing).toEqual([
    {
      name: 'compile',
      started_at: '2025-01-01T00:00:00.000000Z',
      completed_at: '2025-01-01T00:00:00.005000Z',
    },
    {
      name: 'execute',
      started_at: '2025-01-01T00:00:00.005000Z',
      completed_at: '2025-01-01T00:00:01.255000Z',
    },
  ])
  expect(json.results[3].timing).toEqual([])
  expect(json.elapsed_time).toBe(2.5)
})

test('64-bit numbers keep all digits', () => {
  expect(resultsText()).toContain('"rows_affected":9007199254740993')
  expect(jsonText({ a: [1n, undefined, Number.NaN], b: undefined, c: new Map([[1, 'x"']]), d: null })).toBe(
    '{"a":[1,null,null],"c":{"1":"x\\""},"d":null}',
  )
})

test('nodes are listed by name, selector, path or as JSON', () => {
  const graph = buildGraph(manifest())
  const list = (output: Parameters<typeof listNodes>[2]) =>
    listNodes(graph.manifest, graph.order.slice(0, 3), output)
  expect(list('name')).toEqual(['crm.users', 'countries', 'users'])
  expect(list('selector')).toEqual(['source:shop.crm.users', 'shop.countries', 'shop.silver.users'])
  expect(list('path')).toEqual(['models/sources.yml', 'seeds/countries.csv', 'models/silver/users.sql'])
  expect(JSON.parse(list('json')[2] ?? '')).toMatchObject({
    unique_id: 'model.shop.users',
    resource_type: 'model',
    depends_on: { nodes: ['source.shop.crm.users'], macros: [] },
  })
})
