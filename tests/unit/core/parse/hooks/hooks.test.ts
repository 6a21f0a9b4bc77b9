import { expect, test } from 'vitest'
import { load, loadErrors } from '../../../../support/loaded-project.ts'

const model = (config: string) => `{{ config(${config}) }}select 1 as id`

test('hooks of outer levels run before those of inner levels, whatever the spelling', () => {
  const { model: modelOf } = load({
    'project.yml': `name: shop
models:
  +pre-hook: select 'all'
  shop:
    gold:
      +pre_hook: ["select 'gold 1'", {sql: "select 'gold 2'"}]
`,
    'models/gold/orders.sql': model(`pre_hook="select 'own'"`),
    'models/gold/gold.yml': `models: [{name: orders, config: {pre-hook: "select 'yaml'"}}]\n`,
  })
  const { hooks, config } = modelOf('orders')
  const expected = ['all', 'gold 1', 'gold 2', 'yaml', 'own'].map(text => `select '${text}'`)
  expect(hooks?.pre.map(({ sql }) => sql)).toEqual(expected)
  expect(hooks?.post).toEqual([])
  expect(config.raw['pre-hook']).toEqual(expected.map(sql => ({ sql, transaction: true, index: null })))
})

test('what is outside of the transaction runs first before a model and last after it', () => {
  const { model: modelOf } = load({
    'models/a.sql': model(
      `pre_hook=["select 1", {"sql": "select 2", "transaction": false}, before_begin("select 3")],
       post_hook=[after_commit("select 4"), in_transaction("select 5"), "select 6"]`,
    ),
  })
  const { hooks } = modelOf('a')
  expect(hooks?.pre.map(({ sql }) => sql)).toEqual(['select 2', 'select 3', 'select 1'])
  expect(hooks?.post.map(({ sql }) => sql)).toEqual(['select 5', 'select 6', 'select 4'])
})

test('each hook knows where its text begins', () => {
  const { model: modelOf, manifest } = load({
    'project.yml': `name: shop
on-run-start: "select 0"
models:
  +post-hook:
    - select 1
    - "select 2"
    - sql: |
        select 3,
          {{ this }}
`,
    'models/a.sql': model(`post_hook='select 4'`),
    'models/b.sql': model(`pre_hook=['select 5', {'sql': 'select 6'}, after_commit('select 7')]`),
  })
  expect(modelOf('b').hooks?.pre.map(({ at }) => [at.line, at.column])).toEqual([
    [1, 54],
    [1, 22],
    [1, 42],
  ])
  expect(modelOf('a').hooks?.post.map(({ at }) => [at.file, at.line, at.column])).toEqual([
    ['project.yml', 5, 7],
    ['project.yml', 6, 7],
    ['project.yml', 8, 9],
    ['models/a.sql', 1, 22],
  ])
  expect([...manifest.operations.values()].map(({ hook }) => hook.at.line)).toEqual([2])
})

test('what hooks read comes before the model; what only post-hooks read is told apart', () => {
  const { model: modelOf } = load({
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
    'models/c.sql': 'select 1 as id',
    'models/m.sql': `{{ config(pre_hook="create temp table t as from {{ ref('b') }}, {{ ref('a') }}",
      post_hook=["select * from {{ ref('c') }}, {{ ref('b') }}", "select * from {{ ref('m') }}, {{ this }}"]) }}
      select * from {{ ref('a') }}`,
  })
  const { dependsOn, hooks } = modelOf('m')
  expect(dependsOn.nodes).toEqual(['model.shop.a', 'model.shop.b', 'model.shop.c'])
  expect(hooks?.reads).toEqual({ pre: ['model.shop.b'], post: ['model.shop.c'] })
})

test('macros and variables of hooks are part of what a model depends on', () => {
  const { model: modelOf, seed } = load({
    'project.yml':
      'name: shop\nvars: {who: me}\nseeds: {+post-hook: "{{ log_it() }}"}\nmodels: {+post-hook: "{{ log_it() }}"}\n',
    'macros/m.sql': `{% macro log_it() %}select '{{ var("who") }}'{% endmacro %}`,
    'models/a.sql': 'select 1 as id',
    'seeds/s.csv': 'id\n1\n',
  })
  expect(modelOf('a').dependsOn).toMatchObject({ macros: ['shop.log_it'], vars: { who: 'me' } })
  expect(seed('s').hooks?.dependsOn).toMatchObject({ macros: ['shop.log_it'], vars: { who: 'me' } })
})

test('mistakes in hooks are found before anything runs, at their place in the file', () => {
  const errors = loadErrors({
    'project.yml': `name: shop
on-run-start:
  - |
    select 1;
    select * from {{ ref('ordrs') }}
on-run-end: "{{ clean_upp() }}"
models:
  +post-hook: "select {{ }}"
seeds:
  +post-hook: select * from {{ ref('orders') }}
`,
    'macros/m.sql': '{% macro clean_up() %}select 1{% endmacro %}',
    'models/orders.sql': 'select 1 as id',
    'seeds/s.csv': 'id\n1\n',
  })
  expect(errors.map(error => error.split(' ').slice(0, 2).join(' '))).toEqual([
    'ref-not-found project.yml:5:22',
    'macro-not-found project.yml:6:17',
    'template-syntax project.yml:8:26',
    'seed-hook-reads project.yml:10:32',
  ])
})

test.each([
  ['models: {+pre-hook: 3}', '+pre-hook'],
  ['models: {+pre-hook: [{sqll: x}]}', 'sqll'],
  ['on-run-start: {a: b}', 'on-run-start'],
])('%s is no hook', (yaml, key) => {
  const errors = loadErrors({ 'project.yml': `name: shop\n${yaml}\n`, 'models/a.sql': 'select 1' })
  expect(errors.join('\n')).toContain(key)
})

test('a changed hook, or a changed macro of one, is changed code', async () => {
  const { nodeCode } = await import('../../../../../src/core/parse/node-code.ts')
  const code = (hook: string, macro: string) => {
    const { manifest, seed } = load({
      'macros/m.sql': `{% macro m() %}${macro}{% endmacro %}`,
      'project.yml': `name: shop\nseeds: {+post-hook: "${hook}"}\n`,
      'seeds/s.csv': 'id\n1\n',
    })
    return nodeCode(manifest, seed('s').id)
  }
  const codes = [code('select 1', 'x'), code('{{ m() }}', 'x'), code('{{ m() }}', 'y'), code('', 'x')]
  expect(new Set(codes).size).toBe(4)
})

test('hooks of a package run before those of the project, which adds to what the package says of its models', () => {
  const { manifest, model: modelOf } = load({
    'packages.yml': 'packages: [{ local: ../utils }]\n',
    'package-lock.yml': 'packages: [{ local: ../utils, name: utils }]\n',
    'project.yml':
      'name: shop\non-run-start: [select 1, select 2]\nmodels: { utils: { +pre-hook: select 5 } }\n',
    'dbt_packages/utils/dbt_project.yml':
      'name: utils\non-run-start: "{{ begin() }}"\nmodels: { +pre-hook: select 4 }\n',
    'dbt_packages/utils/macros/m.sql': '{% macro begin() %}select 0{% endmacro %}',
    'dbt_packages/utils/models/days.sql': 'select 1 as day',
  })
  const operations = [...manifest.operations.values()]
  expect(operations.map(({ id, package: owner, file }) => [id, owner, file])).toEqual([
    ['operation.utils.utils-on-run-start-0', 'utils', 'dbt_packages/utils/dbt_project.yml'],
    ['operation.shop.shop-on-run-start-0', 'shop', 'project.yml'],
    ['operation.shop.shop-on-run-start-1', 'shop', 'project.yml'],
  ])
  expect(operations[0]?.dependsOn.macros).toEqual(['utils.begin'])
  expect(modelOf('days').hooks?.pre.map(({ sql }) => sql)).toEqual(['select 4', 'select 5'])
})
