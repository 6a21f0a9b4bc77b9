import { expect, test } from 'vitest'
import { load, loadErrors } from '../../../support/loaded-project.ts'

test('a model depends on what its template refers to, in order of appearance and once', () => {
  const { model } = load({
    'models/sources.yml': 'sources: [{name: raw, tables: [{name: events}]}]\n',
    'models/a.sql': 'select 1',
    'seeds/s.csv': 'id\n1\n',
    'models/b.sql':
      "select * from {{ ref('s') }} join {{ ref('shop', 'a') }} using (id) join {{ ref('s') }} using (id) join {{ source('raw', 'events') }} using (id)",
  })
  expect(model('b').dependsOn.nodes).toEqual(['seed.shop.s', 'model.shop.a', 'source.shop.raw.events'])
})

test('stream, changes and changed_partitions depend on what they are given', () => {
  const { model } = load({
    'models/a.sql': 'select 1',
    'models/b.sql': 'select 1',
    'models/c.sql': 'select 1',
    'models/d.sql':
      "select * from {{ stream(ref('a')) }}, {{ changes(ref('b')) }} where x in ({{ changed_partitions(ref('c'), 'x') }})",
  })
  expect(model('d').dependsOn.nodes).toEqual(['model.shop.a', 'model.shop.b', 'model.shop.c'])
})

test('references inside macros are those of the model that calls them', () => {
  const { model } = load({
    'macros/m.sql':
      "{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}{{ ref('a') }}{% endmacro %}",
    'models/a.sql': 'select 1',
    'models/b.sql': 'select * from {{ outer() }}',
  })
  expect(model('b').dependsOn.nodes).toEqual(['model.shop.a'])
  expect(model('b').dependsOn.macros).toEqual(['shop.outer', 'shop.inner'])
})

test('what depends on a query is undefined while parsing, and so is all that is done with it', () => {
  const { model } = load({
    'models/a.sql': 'select 1',
    'models/b.sql':
      "{% set rows = adapter.get_relation('x') %}{% for row in rows.columns[0].values() %}{{ row }}{% endfor %}" +
      "{% if execute %}{{ ref('nothing') }}{% endif %}{% if is_incremental() %}{{ ref('nothing') }}{% endif %}" +
      "select * from {{ ref('a') }}",
  })
  expect(model('b').dependsOn.nodes).toEqual(['model.shop.a'])
})

test('config in the file wins over YAML, YAML over the deepest folder, that over the ones above', () => {
  const files = {
    'project.yml':
      'name: shop\nmodels:\n  +materialized: table\n  +alias: root\n  shop:\n    +schema: package\n    +unique_key: package\n    gold:\n      +schema: folder\n      +partition_by: folder\n      m:\n        +partition_by: node\n',
    'models/gold/m.sql': "{{ config(on_schema_change='fail', unique_key=['a', 'b']) }}select 1",
    'models/schema.yml':
      'models:\n  - name: m\n    config: {on_schema_change: ignore, unique_key: yaml, alias: yaml}\n',
  }
  const { config, alias, schema } = load(files).model('m')
  expect(config.raw).toEqual({
    materialized: 'table',
    alias: 'yaml',
    schema: 'folder',
    unique_key: ['a', 'b'],
    partition_by: 'node',
    on_schema_change: 'fail',
  })
  expect(config).toMatchObject({ materialized: 'table', uniqueKey: ['a', 'b'], partitionBy: ['node'] })
  expect([schema, alias]).toEqual(['folder', 'yaml'])
})

test('tags of all levels append, meta merges by key', () => {
  const { model } = load({
    'project.yml': 'name: shop\nmodels:\n  +tags: [a, b]\n  +meta: {owner: x, level: 1}\n',
    'models/m.sql': "{{ config(tags='d', meta={'level': 3}) }}select 1",
    'models/schema.yml':
      'models:\n  - name: m\n    tags: b\n    meta: {level: 2, more: true}\n    config: {tags: [c]}\n',
  })
  expect(model('m').tags).toEqual(['a', 'b', 'c', 'd'])
  expect(model('m').meta).toEqual({ owner: 'x', level: 3, more: true })
})

test('config.get sees what is configured outside and above it in the file', () => {
  const { model } = load({
    'models/schema.yml': 'models: [{name: m, config: {materialized: table, meta: {n: 1}}}]\n',
    'models/m.sql':
      "{{ config(alias=config.get('materialized') ~ '_x') }}{{ config(schema=config.get('alias') ~ config.get('nothing', '_y')) }}select 1",
  })
  expect(model('m')).toMatchObject({ alias: 'table_x', schema: 'table_x_y' })
})

test("a model has dbt's defaults: a view; incremental merges with a key and appends without", () => {
  const { model } = load({
    'models/a.sql': 'select 1',
    'models/b.sql': "{{ config(materialized='incremental', unique_key='id') }}select 1",
    'models/bronze/c.sql': "{{ config(materialized='incremental') }}select 1",
  })
  expect(model('a').config).toMatchObject({
    materialized: 'view',
    onSchemaChange: 'ignore',
    fullRefresh: undefined,
  })
  expect(model('b').config.incrementalStrategy).toBe('merge')
  expect(model('c').config).toMatchObject({
    incrementalStrategy: 'append',
    onSchemaChange: 'append_new_columns',
  })
})

test('without a schema in the target the first folder is the schema, else main', () => {
  const { model } = load({
    'models/silver/shop/a.sql': 'select 1',
    'models/b.sql': 'select 1',
    'models/gold/c.sql': "{{ config(schema='reports', alias='d') }}select 1",
    'models/gold/e.sql': "{{ config(path='gold/sales/e') }}select 1",
  })
  const stored = ['a', 'b', 'c', 'e'].map(name => [model(name).schema, model(name).alias, model(name).path])
  expect(stored).toEqual([
    ['silver', 'a', 'silver/a'],
    ['main', 'b', 'main/b'],
    ['reports', 'd', 'reports/d'],
    ['gold', 'e', 'gold/sales/e'],
  ])
})

test('with a schema in the target names are those of dbt', () => {
  const { model } = load({
    'project.yml': 'name: shop\ntargets: {dev: {schema: dev}}\n',
    'models/silver/a.sql': 'select 1',
    'models/silver/b.sql': "{{ config(schema='reports') }}select 1",
  })
  expect([model('a').path, model('b').path]).toEqual(['dev/a', 'dev_reports/b'])
})

test('generate_schema_name and generate_alias_name of the project take the place of the built-in ones', () => {
  const { model } = load({
    'macros/names.sql':
      '{% macro generate_schema_name(custom, node) %}{{ node.fqn[1] }}_{{ custom or target.name }}{% endmacro %}{% macro generate_alias_name(custom, node) %}t_{{ node.name }}{% endmacro %}',
    'models/gold/a.sql': "{{ config(schema='x') }}select 1",
    'models/gold/b.sql': 'select 1',
  })
  expect([model('a').path, model('b').path]).toEqual(['gold_x/t_a', 'gold_dev/t_b'])
})

test('a disabled model is none, and a reference to it is an error', () => {
  const files = {
    'models/a.sql': "{{ config(enabled=false) }}select * from {{ ref('nothing') }}",
    'models/b.sql': 'select 1',
  }
  const { manifest } = load(files)
  expect([...manifest.nodes.keys()]).toEqual(['model.shop.b'])
  expect(manifest.disabled.map(({ id }) => id)).toEqual(['model.shop.a'])
  expect(loadErrors({ ...files, 'models/b.sql': "select * from {{ ref('a') }}" })).toEqual([
    'ref-disabled models/b.sql:1:23 "b" refers to "a", which is disabled.',
  ])
})

test('a model may take the place of a disabled one of its name', () => {
  const { model } = load({
    'models/x/a.sql': '{{ config(enabled=false) }}select 1',
    'models/y/a.sql': 'select 2',
    'models/b.sql': "select * from {{ ref('a') }}",
  })
  expect(model('a').file).toBe('models/y/a.sql')
  expect(model('b').dependsOn.nodes).toEqual(['model.shop.a'])
})

test('variables are those of the command line, then of the package, then of all', () => {
  const files = {
    'project.yml': 'name: shop\nvars: {a: 1, b: 2, c: [x], shop: {b: 20, c: [y]}}\n',
    'models/m.sql':
      "{{ config(meta={'vars': [var('a'), var('b'), var('c'), var('d', 'no'), var.has_var('d')]}) }}select 1",
  }
  expect(load(files, { vars: { a: 100 } }).model('m').meta).toEqual({ vars: [100, 20, ['y'], 'no', false] })
})

test('every wrong reference is an error of its own, in one run', () => {
  const files = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `models/m${i}.sql`,
      `select 1\nfrom {{ ref('x${i}') }}, {{ ref("y${i}") }}`,
    ]),
  )
  const errors = loadErrors(files)
  expect(errors).toHaveLength(20)
  expect(errors[3]).toBe('ref-not-found models/m1.sql:2:31 "m1" refers to "y1", which does not exist.')
})

test('errors of all kinds and files come out of one run, in reading order', () => {
  const errors = loadErrors({
    'macros/m.sql': '{% macro m() %}{% endif %}{% endmacro %}',
    'models/a.sql': "select * from {{ ref('b') }}",
    'models/c.sql': "{{ config(materialized='tabel') }}select {{ 1 + }}",
    'models/d.sql': "{{ config(tag='x', materialized='tabel') }}select 1",
    'models/schema.yml': 'models:\n  - nam: a\n',
  })
  expect(errors.map(error => error.split(' ').slice(0, 2).join(' '))).toEqual([
    'template-unknown-tag macros/m.sql:1:19',
    'ref-not-found models/a.sql:1:23',
    'template-syntax models/c.sql:1:49',
    'config-unknown-key models/d.sql:1:11',
    'yaml-invalid-value models/d.sql:1:34',
    'yaml-missing-key models/schema.yml:2:5',
    'yaml-unknown-key models/schema.yml:2:5',
  ])
})

test.each([
  ["{{ config(materialized='incremental', incremental_strategy='delete+insert') }}", 'needs a "unique_key"'],
  [
    "{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}",
    'needs "partition_by"',
  ],
  ["{{ config(incremental_strategy='append') }}", '"materialized" is "view"'],
])('%s does not fit together', (config, problem) => {
  const [error, ...others] = loadErrors({ 'models/m.sql': `${config}select 1` })
  expect(others).toEqual([])
  expect(error).toContain('config-invalid models/m.sql:1:')
  expect(error).toContain(problem)
})

test('a strategy for a whole folder is no problem for the views in it', () => {
  const project = 'name: shop\nmodels: {+incremental_strategy: append}\n'
  expect(loadErrors({ 'project.yml': project, 'models/m.sql': 'select 1' })).toEqual([])
})

test('what dbt has and gild has not is an error when it asks for something', () => {
  const errors = loadErrors({
    'models/a.sql': "{{ config(sql_header='set x = 1', contract={'enforced': false}) }}select 1",
    'models/schema.yml': 'models: [{name: a, config: {contract: {enforced: true}}}]\n',
  })
  expect(errors.map(error => error.split(' ').slice(0, 2).join(' '))).toEqual([
    'config-unsupported models/a.sql:1:23',
    'config-unsupported models/schema.yml:1:39',
  ])
})

test('models on one path, of one relation or inside each other are errors', () => {
  const table = (path: string) => `{{ config(materialized='table', path='${path}') }}select 1`
  const errors = loadErrors({
    'models/a.sql': table('x/a'),
    'models/b.sql': table('X/A'),
    'models/c.sql': table('x/a/c'),
    'models/d.sql': "{{ config(alias='v') }}select 1",
    'models/e.sql': "{{ config(alias='v') }}select 1",
    'models/f.sql': table('../f'),
    'models/g.sql': table('x/_gild'),
  })
  expect(errors.map(error => error.split(' ').slice(0, 2).join(' '))).toEqual([
    'duplicate-path models/b.sql:1:39',
    'path-inside-table models/c.sql:1:39',
    'duplicate-path models/e.sql:1:18',
    'path-invalid models/f.sql:1:39',
    'path-invalid models/g.sql:1:39',
  ])
})

test('models and seeds share one space of names', () => {
  expect(loadErrors({ 'models/a.sql': 'select 1', 'seeds/a.csv': 'id\n1\n' })).toEqual([
    'duplicate-name models/a.sql 2 models and seeds have the name "a": seeds/a.csv, models/a.sql.',
  ])
})

test('a call of a macro that does not exist is an error unless a condition guards it', () => {
  const files = (sql: string) => ({
    'macros/cents.sql': '{% macro cents(x) %}{{ x }} / 100{% endmacro %}',
    'models/a.sql': sql,
  })
  expect(loadErrors(files("select {{ cent('x') }}, {{ cents(lower(1)) }}"))).toEqual([
    'macro-not-found models/a.sql:1:11 "a" calls "cent", and there is no macro or function of that name.',
    'macro-not-found models/a.sql:1:34 "a" calls "lower", and there is no macro or function of that name.',
  ])
  const guarded =
    '{% macro own(f) %}{{ f }}{% endmacro %}{% set h = adapter.get_relation(name) %}{{ h() }}{% set g = own %}{{ g(none) }}{% if false %}{{ other() }}{% endif %}{{ 1 if true else other() }}{{ true or other() }}{{ dbt.x() }}'
  expect(loadErrors(files(guarded))).toEqual([])
})

test('a macro of the project may take the place of ref and call the built-in one', () => {
  const { model } = load({
    'macros/ref.sql': '{% macro ref(name) %}{{ return(builtins.ref(name)) }}{% endmacro %}',
    'models/a.sql': 'select 1',
    'models/b.sql': "select * from {{ ref('a') }}",
  })
  expect(model('b').dependsOn.nodes).toEqual(['model.shop.a'])
})

test('references in a dispatched macro are found', () => {
  const { model } = load({
    'macros/m.sql':
      "{% macro latest() %}{{ return(adapter.dispatch('latest')()) }}{% endmacro %}{% macro default__latest() %}{{ ref('a') }}{% endmacro %}",
    'models/a.sql': 'select 1',
    'models/b.sql': 'select * from {{ latest() }}',
  })
  expect(model('b').dependsOn).toMatchObject({
    nodes: ['model.shop.a'],
    macros: ['shop.latest', 'shop.default__latest'],
  })
})
