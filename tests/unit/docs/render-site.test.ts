import { expect, test } from 'vitest'
import { renderSite } from '../../../src/docs/render-site.ts'
import type { PageChunk, SiteIndex } from '../../../src/docs/shared/site-data.ts'

const model = (name: string, more: object = {}) => ({
  unique_id: `model.shop.${name}`,
  name,
  resource_type: 'model',
  package_name: 'shop',
  original_file_path: `models/gold/${name}.sql`,
  fqn: ['shop', 'gold', name],
  schema: 'gold',
  config: { materialized: 'table' },
  raw_code: 'select 1',
  depends_on: { nodes: [], macros: [] },
  ...more,
})
const orders = model('orders', {
  description: 'Orders of <b>customers</b>.',
  columns: {
    id: { name: 'id', description: 'Key.', tags: [] },
    gone: { name: 'gone', description: '' },
  },
  compiled_code: 'select 1 as id',
})
const notNull = {
  ...model('not_null_orders_id'),
  unique_id: 'test.shop.not_null_orders_id.1',
  resource_type: 'test',
  attached_node: 'model.shop.orders',
  column_name: 'id',
  test_metadata: { name: 'not_null' },
  depends_on: { nodes: ['model.shop.orders'], macros: ['macro.dbt.test_not_null'] },
}
const manifest = {
  metadata: {
    project_name: 'shop',
    generated_at: '2025-11-09T16:00:00.000000Z',
    env: { GILD_VERSION: '1.2.3' },
  },
  nodes: Object.fromEntries(
    [orders, notNull, model('daily', { depends_on: { nodes: ['model.shop.orders'], macros: [] } })].map(
      node => [node.unique_id, node],
    ),
  ),
  sources: {},
  macros: {
    'macro.dbt.test_not_null': {
      unique_id: 'macro.dbt.test_not_null',
      name: 'test_not_null',
      package_name: 'dbt',
      macro_sql: '{% test %}',
    },
  },
  exposures: {
    'exposure.shop.board': {
      unique_id: 'exposure.shop.board',
      name: 'board',
      label: 'The board',
      type: 'dashboard',
      url: 'javascript:alert(1)',
      owner: { name: 'Ada', email: 'ada@example.org' },
      depends_on: { nodes: ['model.shop.daily'] },
    },
  },
}
const runResults = {
  metadata: {
    generated_at: '2025-11-09T16:00:00.000000Z',
    invocation_started_at: '2025-11-09T15:59:00.000000Z',
  },
  elapsed_time: 61,
  args: { which: 'build' },
  results: [
    {
      unique_id: 'model.shop.orders',
      status: 'success',
      execution_time: 2,
      message: null,
      adapter_response: { rows_affected: 12_345 },
      timing: [],
    },
    {
      unique_id: 'test.shop.not_null_orders_id.1',
      status: 'fail',
      execution_time: 1,
      message: '3 rows have no "id" <here>',
      failures: 3,
      adapter_response: {},
      timing: [],
    },
  ],
}
const catalog = {
  nodes: {
    'model.shop.orders': {
      metadata: { type: 'table' },
      columns: { id: { name: 'id', type: 'BIGINT', index: 1 } },
      stats: { num_rows: { value: 12_345 }, num_bytes: { value: 4_200_000 }, version: { value: 7 } },
    },
  },
  sources: {},
}
const history = {
  tables: {
    'model.shop.orders': [
      {
        version: 7,
        time: '2025-11-09T15:59:30.000000Z',
        operation: 'MERGE',
        rows: 42,
        files_added: 1,
        files_removed: 2,
        engine: 'gild/1.2.3',
        command: 'build',
      },
    ],
  },
}
const input = {
  artifacts: { manifest, runResults, catalog, history },
  readme: '# Shop\n\nHello.',
  script: '/* script */',
  isStatic: false,
}

test('a folder has a page to open, assets, and data in chunks', () => {
  const { files, pages } = renderSite(input)
  expect([...files.keys()]).toEqual([
    'index.html',
    'assets/site.css',
    'assets/site.js',
    'data/index.js',
    'data/overview.js',
    'data/graph.js',
    'data/search.js',
    'data/pages-0.js',
  ])
  expect(pages).toBe(5)
})

test('the static site is one file that names no other', () => {
  const { files } = renderSite({ ...input, isStatic: true })
  expect([...files.keys()]).toEqual(['static.html'])
  expect(files.get('static.html')).not.toMatch(
    /<script src|<link rel="stylesheet"|https?:\/\/(?!www\.w3\.org)/,
  )
})

test('the index lists the nodes of the graph first, and the edges between them', () => {
  const { nodes, graphNodes, edges } = chunk<SiteIndex>('index')
  expect(nodes.map(({ id }) => id)).toEqual([
    'model.shop.daily',
    'model.shop.orders',
    'exposure.shop.board',
    'test.shop.not_null_orders_id.1',
    'macro.dbt.test_not_null',
  ])
  expect(graphNodes).toBe(3)
  expect(edges).toEqual([1, 0, 0, 2])
  expect(nodes[1]).toMatchObject({
    layer: 'gold',
    status: 'success',
    rows: 12_345,
    says: 'Orders of <b>customers</b>.',
  })
})

test('the page of a model has facts, columns with the last result of their tests, SQL and history', () => {
  const html = page('model.shop.orders')
  for (const part of [
    '12,345',
    '4.2 MB',
    '<dd>7</dd>',
    'BIGINT',
    'not_null',
    'status-fail',
    'select 1 as id',
    'MERGE',
    '−2',
  ])
    expect(html).toContain(part)
  expect(html).toContain('Orders of &lt;b&gt;customers&lt;/b&gt;.')
  expect(html).toMatch(/data-column="gone" class="missing"/)
})

test('the page of a failed test tells what the run said, and of what it is a test', () => {
  const html = page('test.shop.not_null_orders_id.1')
  expect(html).toContain('3 rows have no &quot;id&quot; &lt;here&gt;')
  expect(html).toContain('href="#/node/model.shop.orders/id"')
  expect(html).toMatch(/Bad rows<\/dt><dd>3</)
})

test('an exposure tells its owner; an address that is no web page is no link', () => {
  const html = page('exposure.shop.board')
  expect(html).toContain('Ada, ada@example.org')
  expect(html).not.toContain('javascript:')
})

test('a macro lists who calls it', () => {
  expect(page('macro.dbt.test_not_null')).toMatch(/Called by[\s\S]*not_null_orders_id/)
})

test('the overview shows the README, the last run with what failed, and what is missing', () => {
  const html = chunk<string>('overview')
  expect(html).toContain('<p>Hello.</p>')
  expect(html).toContain('took 61 s')
  expect(html).toMatch(/What is wrong[\s\S]*not_null_orders_id/)
  expect(html).toMatch(/Described columns[\s\S]*1 of 2[\s\S]*gone/)
})

test('without a run, a catalog and a history there is a site all the same', () => {
  const { files } = renderSite({ ...input, artifacts: { manifest }, readme: undefined })
  expect(data<string>(files, 'overview')).toContain('run_results.json')
  expect(data<PageChunk>(files, 'pages-0')['model.shop.orders']).not.toContain('id="history"')
})

test('a project without nodes has a site', () => {
  const empty = { ...manifest, nodes: {}, macros: {}, exposures: {} }
  expect(renderSite({ ...input, artifacts: { manifest: empty } }).pages).toBe(0)
})

test("dbt's own manifest, with kinds of nodes that gild has not, is taken", () => {
  const analysis = { ...model('adhoc'), unique_id: 'analysis.shop.adhoc', resource_type: 'analysis' }
  const { pages } = renderSite({
    ...input,
    artifacts: { manifest: { ...manifest, nodes: { 'analysis.shop.adhoc': analysis } } },
  })
  expect(pages).toBe(2)
})

function page(id: string): string {
  return chunk<PageChunk>('pages-0')[id] ?? ''
}

function chunk<T>(name: string): T {
  return data<T>(renderSite(input).files, name)
}

function data<T>(files: ReadonlyMap<string, string>, name: string): T {
  let value: unknown
  new Function('gildData', files.get(`data/${name}.js`) ?? '')((_: string, given: unknown) => {
    value = given
  })
  return value as T
}
