import { expect, test } from 'vitest'
import { listNodes } from '../../../../src/core/artifacts/list-nodes.ts'
import { manifestJson } from '../../../../src/core/artifacts/manifest-json.ts'
import { buildGraph } from '../../../../src/core/graph/dag.ts'
import { select } from '../../../../src/core/graph/select.ts'
import { load, loadErrors } from '../../../support/loaded-project.ts'

const blocks = `# Words
{% docs order %}
An *order* is {{ not a template }}.
{% enddocs %}
{%- docs __overview__ -%}{% raw %}Welcome{% endraw %}{%- enddocs -%}
`
const project = {
  'models/orders.sql': 'select 1 as id',
  'models/words.md': blocks,
  'macros/m.sql': '{% macro half(amount, digits=2) %}{% endmacro %}{% macro bare(x) %}{% endmacro %}',
  'models/s.yml': 'sources: [{name: crm, tables: [{name: users}]}]\n',
}

function artifact(files: Readonly<Record<string, string>>) {
  const { manifest, project: loaded } = load(files)
  const metadata = { gildVersion: '1', invocationId: 'i', generatedAt: 0, startedAt: 0 }
  return JSON.parse(
    manifestJson({ metadata, graph: buildGraph(manifest), project: loaded, compiledSql: new Map() }),
  )
}

test('docs blocks are text between their tags, and stand in the manifest', () => {
  expect(artifact(project).docs).toEqual({
    'doc.shop.__overview__': {
      name: '__overview__',
      resource_type: 'doc',
      package_name: 'shop',
      path: 'words.md',
      original_file_path: 'models/words.md',
      unique_id: 'doc.shop.__overview__',
      block_contents: 'Welcome',
    },
    'doc.shop.order': expect.objectContaining({ block_contents: 'An *order* is {{ not a template }}.' }),
  })
})

test('descriptions of everything are rendered, with doc() and variables', () => {
  const { manifest } = load(
    {
      ...project,
      'models/p.yml': `models:
  - name: orders
    description: "{{ doc('order') }} See {{ var('wiki') }}."
    columns:
      - {name: id, description: "{{ doc('shop', 'order') }}", data_tests: [{unique: {description: "{{ var('wiki') }}"}}]}
macros:
  - {name: half, description: "{{ doc('order') }}", arguments: [{name: amount, type: decimal, description: "{{ var('wiki') }}"}]}
`,
    },
    { vars: { wiki: '5' } },
  )
  const text = 'An *order* is {{ not a template }}.'
  const [orders] = [...manifest.nodes.values()]
  expect(orders).toMatchObject({ description: `${text} See 5.`, columns: [{ description: text }] })
  expect([...manifest.nodes.values()].find(({ kind }) => kind === 'test')?.description).toBe('5')
  expect(manifest.macros.get('shop.half')).toMatchObject({
    description: text,
    arguments: [{ name: 'amount', type: 'decimal', description: '5' }],
  })
})

test('a block that is missing, broken or there twice is told at its place', () => {
  const files = {
    ...project,
    'models/p.yml': 'models:\n  - name: orders\n    description: "x {{ doc(\'oder\') }}"\n',
    'models/more.md': 'text\n{% docs order %}x{% enddocs %}\n{% docs %}x{% enddocs %}\n  {% docs open %} x',
  }
  expect(loadErrors(files)).toMatchInlineSnapshot(`
    [
      "doc-block-invalid models/more.md:3:1 The docs block has no name of letters, digits and underscores.",
      "doc-block-invalid models/more.md:4:3 The docs block "open" is not closed by {% enddocs %}.",
      "doc-not-found models/p.yml:3:24 There is no docs block "oder".",
      "duplicate-name models/words.md:2:1 2 docs blocks have the name "order": models/more.md, models/words.md.",
    ]
  `)
})

test('Markdown is read from the docs paths alone when there are any', () => {
  const files = {
    ...project,
    'project.yml': 'name: shop\ndocs-paths: [words]\n',
    'words/w.md': '{% docs w %}x{% enddocs %}',
  }
  expect([...load(files).manifest.docs.keys()]).toEqual(['shop.w'])
})

test('a macro without a description has the names of its parameters; a wrong argument is a warning', () => {
  const yaml = 'macros: [{name: half, config: {meta: {a: 1}}, arguments: [{name: amunt}]}]\n'
  const files = { ...project, 'macros/m.yml': yaml }
  const { macros } = artifact(files)
  expect(macros['macro.shop.bare'].arguments).toEqual([{ name: 'x', type: null, description: '' }])
  expect(macros['macro.shop.half']).toMatchObject({ meta: { a: 1 }, patch_path: 'shop://macros/m.yml' })
  expect(load(files).warnings.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
    'There is no argument of the macro "half" "amunt" to describe. Did you mean "amount"?',
  ])
})

const exposure = `exposures:
  - name: weekly
    label: Weekly report
    type: dashboard
    maturity: high
    url: https://bi/1
    description: "{{ doc('order') }}"
    depends_on: [ref('orders'), "source('crm', 'users')"]
    owner: {name: Ann, email: ann@x.org, slack: ann}
    tags: [bi]
    meta: {team: a}
`

test('an exposure stands in the manifest as dbt has it, below what it reads', () => {
  const { exposures, parent_map, child_map } = artifact({ ...project, 'models/marts/e.yml': exposure })
  expect(exposures['exposure.shop.weekly']).toMatchObject({
    name: 'weekly',
    type: 'dashboard',
    fqn: ['shop', 'marts', 'weekly'],
    owner: { name: 'Ann', email: 'ann@x.org' },
    depends_on: { nodes: ['model.shop.orders', 'source.shop.crm.users'] },
    refs: [{ name: 'orders', package: null, version: null }],
    sources: [['crm', 'users']],
    tags: ['bi'],
    config: { enabled: true, tags: ['bi'], meta: { team: 'a' } },
  })
  expect(parent_map['exposure.shop.weekly']).toEqual(['model.shop.orders', 'source.shop.crm.users'])
  expect(child_map['model.shop.orders']).toEqual(['exposure.shop.weekly'])
})

test('exposures are selected by name, by tag and through the graph', () => {
  const { manifest } = load({ ...project, 'models/e.yml': exposure })
  const graph = buildGraph(manifest)
  const found = (selector: string) =>
    listNodes(manifest, select(graph, { select: [selector] }).ids, 'selector')
  expect(found('exposure:weekly')).toEqual(['exposure:shop.weekly'])
  expect(found('tag:bi')).toEqual(['exposure:shop.weekly'])
  expect(found('+exposure:shop.weekly').toSorted()).toEqual([
    'exposure:shop.weekly',
    'shop.orders',
    'source:shop.crm.users',
  ])
  expect(found('orders+')).toEqual(['shop.orders', 'exposure:shop.weekly'])
  expect(found('resource_type:exposure')).toEqual(['exposure:shop.weekly'])
})

test('what an exposure needs and names is checked', () => {
  const files = {
    ...project,
    'models/e.yml': `exposures:
  - {name: a b, type: dashbord, owner: {}, depends_on: []}
`,
    'models/f.yml': `exposures:
  - {name: b, type: ml, owner: {name: x}, depends_on: [ref('ordres'), orders]}
`,
  }
  expect(loadErrors(files)).toMatchInlineSnapshot(`
    [
      "yaml-invalid-value models/e.yml:2:12 "exposures[0].name" must be a name of letters, digits and underscores, not "a b".",
      "yaml-invalid-value models/e.yml:2:23 "exposures[0].type" must be one of dashboard, notebook, analysis, ml, application, not "dashbord".",
      "yaml-missing-key models/e.yml:2:33 "exposures[0].owner" has no "name".",
      "ref-not-found models/f.yml:2:56 "b" refers to "ordres", which does not exist.",
      "exposure-input models/f.yml:2:71 The exposure "b" depends on "orders", which names no relation.",
    ]
  `)
})
