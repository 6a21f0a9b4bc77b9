import { describe, expect, test } from 'vitest'
import { manifestJson } from '../../../../../src/core/artifacts/manifest-json.ts'
import { compileNode } from '../../../../../src/core/compile/compile-node.ts'
import { buildGraph } from '../../../../../src/core/graph/dag.ts'
import { select } from '../../../../../src/core/graph/select.ts'
import type { NodeId } from '../../../../../src/core/parse/manifest.ts'
import { cliHost } from '../../../../support/cli-host.ts'
import { type Files, load, loadErrors } from '../../../../support/loaded-project.ts'

const lock = 'packages:\n  - { local: ../utils, name: utils }\n'
const named = { 'packages.yml': 'packages:\n  - local: ../utils\n', 'package-lock.yml': lock }

/** Files of the package `utils` as they are installed. */
function utils(files: Files): Files {
  const all = { 'project.yml': 'name: utils\n', ...files }
  return Object.fromEntries(Object.entries(all).map(([path, text]) => [`dbt_packages/utils/${path}`, text]))
}

describe('a package joins the project', () => {
  const loaded = load({
    ...named,
    'project.yml': 'name: shop\nvars: { region: eu, utils: { days: 7 } }\n',
    'models/a.sql': "select * from {{ ref('utils', 'calendar') }}",
    'models/b.sql': "select '{{ var('region') }}' from {{ ref('calendar') }}, {{ source('crm', 'users') }}",
    ...utils({
      'project.yml':
        'name: utils\nvars: { days: 1, region: us, start: 2020 }\nmodels: { +tags: from_utils }\n',
      'models/dates/calendar.sql':
        "select {{ var('days') }}, {{ var('region') }}, {{ var('start') }} from {{ ref('days') }}",
      'models/dates/schema.yml': `
models:
  - name: calendar
    description: "{{ doc('calendar') }}"
    columns: [{ name: day, data_tests: [not_null] }]
sources:
  - { name: crm, tables: [{ name: users }] }
`,
      'models/dates/docs.md': '{% docs calendar %}Every day.{% enddocs %}',
      'seeds/days.csv': 'day\n2024-01-01\n',
      'tests/no_gaps.sql': "select * from {{ ref('calendar') }} where false",
    }),
  })
  const { manifest } = loaded

  test('with its models, seeds, sources, tests and docs, under ids of its own', () => {
    const ids = [...manifest.nodes.keys(), ...manifest.sources.keys()].filter(id => id.includes('utils'))
    expect(ids.map(id => id.replace(/\.[0-9a-f]{10}$/, '.hash'))).toEqual([
      'seed.utils.days',
      'model.utils.calendar',
      'test.utils.not_null_calendar_day.hash',
      'test.utils.no_gaps',
      'source.utils.crm.users',
    ])
    expect(loaded.model('calendar')).toMatchObject({
      package: 'utils',
      fqn: ['utils', 'dates', 'calendar'],
      file: 'dbt_packages/utils/models/dates/calendar.sql',
      description: 'Every day.',
    })
  })

  test('and is found by ref() and source(), with or without its name', () => {
    expect(loaded.model('a').dependsOn.nodes).toEqual(['model.utils.calendar'])
    expect(loaded.model('b').dependsOn.nodes).toEqual(['model.utils.calendar', 'source.utils.crm.users'])
    expect(loaded.model('calendar').dependsOn.nodes).toEqual(['seed.utils.days'])
  })

  test('whose variables are defaults, below those of the root project', () => {
    expect(loaded.model('calendar').dependsOn.vars).toEqual({ days: 7, region: 'eu', start: 2020 })
    expect(loaded.model('b').dependsOn.vars).toEqual({ region: 'eu' })
  })

  test('and is selected by package:', () => {
    const graph = buildGraph(manifest)
    const selected = (word: string) =>
      [...select(graph, { select: [word] }).ids].filter(id => id.startsWith('model.'))
    expect(selected('package:utils')).toEqual(['model.utils.calendar'])
    expect(selected('package:this').sort()).toEqual(['model.shop.a', 'model.shop.b'])
    expect(selected('utils.dates')).toEqual(['model.utils.calendar'])
    expect(selected('tag:from_utils')).toEqual(['model.utils.calendar'])
  })

  test('and keeps the paths of its own in manifest.json, as in dbt', () => {
    const metadata = { gildVersion: '1.0.0', invocationId: 'i', generatedAt: 0, startedAt: 0 }
    const text = manifestJson({
      metadata,
      graph: buildGraph(manifest),
      project: loaded.project,
      compiledSql: new Map(),
    })
    expect(JSON.parse(text).nodes['model.utils.calendar']).toMatchObject({
      package_name: 'utils',
      path: 'dates/calendar.sql',
      original_file_path: 'models/dates/calendar.sql',
      patch_path: 'utils://models/dates/schema.yml',
    })
  })
})

test('config of the root project is above all that a package says', () => {
  const { model } = load({
    ...named,
    'project.yml': 'name: shop\nmodels: { utils: { +materialized: table, +tags: [ours] } }\n',
    ...utils({
      'project.yml': 'name: utils\nmodels: { utils: { +materialized: view, +tags: [theirs] } }\n',
      'models/calendar.sql': "{{ config(materialized='ephemeral') }} select 1 as x",
    }),
  })
  expect(model('calendar').config.materialized).toBe('table')
  expect(model('calendar').tags).toEqual(['theirs', 'ours'])
})

describe('macros of a package', () => {
  const macros = {
    'macros/m.sql': `
{% macro cents(x) %}{{ x }} * 100{% endmacro %}
{% macro star() %}{{ return(adapter.dispatch('star', 'utils')()) }}{% endmacro %}
{% macro default__star() %}'theirs'{% endmacro %}
{% test is_odd(model, column_name) %}select * from {{ model }} where {{ column_name }} % 2 = 0{% endtest %}
`,
    'models/of_utils.sql': 'select {{ cents(1) }} as x, {{ star() }} as y',
  }

  test('are called with its name, from the package itself without', () => {
    const { model, test: dataTest } = load({
      ...named,
      'models/a.sql': 'select {{ utils.cents(2) }} as x',
      'models/a.yml': 'models: [{ name: a, columns: [{ name: x, data_tests: [utils.is_odd] }] }]',
      ...utils(macros),
    })
    expect(model('a').dependsOn.macros).toEqual(['utils.cents'])
    expect(model('of_utils').dependsOn.macros).toContain('utils.cents')
    expect(dataTest('utils_is_odd_a_x').dependsOn.macros).toContain('utils.test_is_odd')
  })

  test('are not seen without it from elsewhere', () => {
    expect(loadErrors({ ...named, 'models/a.sql': 'select {{ cents(2) }} as x', ...utils(macros) })).toEqual([
      'macro-not-found models/a.sql:1:11 "a" calls "cents", and there is no macro or function of that name.',
    ])
  })
})

test.each([
  ['', "'ours'"],
  ['dispatch: [{ macro_namespace: utils, search_order: [utils, shop] }]\n', "'theirs'"],
])(
  'a dispatched macro comes from the root project first, unless %o says otherwise',
  async (dispatch, expected) => {
    const { manifest, project } = load({
      ...named,
      'project.yml': `name: shop\n${dispatch}`,
      'macros/star.sql': "{% macro default__star() %}'ours'{% endmacro %}",
      'models/a.sql': 'select {{ utils.star() }} as x',
      ...utils({
        'macros/star.sql': `{% macro star() %}{{ return(adapter.dispatch('star', 'utils')()) }}{% endmacro %}
{% macro default__star() %}'theirs'{% endmacro %}`,
      }),
    })
    const node = manifest.nodes.get('model.shop.a' as NodeId)
    if (node?.kind !== 'model') throw new Error('there is no model a')
    const run = {
      project,
      manifest,
      runtime: cliHost().runtime,
      runId: 'r',
      startedAt: 0,
      say: () => undefined,
    }
    const { sql } = await compileNode(run, { node, incremental: false, changedPartitions: async () => [] })
    expect(sql).toBe(`select ${expected} as x`)
    expect(node.dependsOn.macros).toEqual(['utils.star', 'shop.default__star', 'utils.default__star'])
  },
)

test('what names a package that is not there says so, and nothing else', () => {
  const files = { 'models/a.sql': "select * from {{ ref('utils', 'calendar') }}" }
  const missing = 'package-not-installed packages.yml:2:12 The package "../utils" is not installed.'
  expect(loadErrors({ ...files, ...named })).toEqual([missing])
  // A link to a folder that is gone, and a packages.yml that is newer than what is installed.
  expect(loadErrors({ ...files, ...named, 'package-lock.yml': '', ...utils({}) })).toEqual([missing])
})

test('a package that needs another one needs it installed too', () => {
  const needing = utils({ 'packages.yml': 'packages: [{ local: ../dates }]\n' })
  expect(loadErrors({ ...named, ...needing })).toEqual([
    'package-not-installed dbt_packages/utils/packages.yml:1:21 The package "../dates" is not installed.',
  ])
  const both = `${lock}  - { local: ../dates, name: dates }\n`
  const dates = { 'dbt_packages/dates/dbt_project.yml': 'name: dates\nprofile: x\n' }
  expect(loadErrors({ ...named, ...needing, ...dates, 'package-lock.yml': both })).toEqual([])
})

test('two packages of one name are an error, also when one is the project itself', () => {
  expect(loadErrors({ ...named, ...utils({ 'project.yml': 'name: shop\n' }) })).toEqual(
    expect.arrayContaining([
      'package-duplicate - 2 packages have the name "shop": the project itself, dbt_packages/utils.',
    ]),
  )
})

test('models of one name in two packages are two models, and each package means its own', () => {
  const { manifest, model } = load({
    ...named,
    'models/orders.sql': "{{ config(schema='own') }} select 1 as x",
    'models/a.sql': "select * from {{ ref('orders') }}",
    ...utils({ 'models/orders.sql': 'select 2 as x', 'models/b.sql': "select * from {{ ref('orders') }}" }),
  })
  expect(model('a').dependsOn.nodes).toEqual(['model.shop.orders'])
  expect(model('b').dependsOn.nodes).toEqual(['model.utils.orders'])
  expect(manifest.nodes.size).toBe(4)
})

test('what is in the install path of a project that names no package is no part of it', () => {
  expect(
    load({ 'models/a.sql': 'select 1 as x', ...utils({ 'models/b.sql': 'select 1 as x' }) }).manifest.nodes
      .size,
  ).toBe(1)
})

test('a mistake in a file of a package is told at that file', () => {
  expect(loadErrors({ ...named, ...utils({ 'models/a.sql': "select * from {{ ref('orders') }}" }) })).toEqual(
    ['ref-not-found dbt_packages/utils/models/a.sql:1:23 "a" refers to "orders", which does not exist.'],
  )
})
