import { expect, test } from 'vitest'
import { load, loadErrors } from '../../../support/loaded-project.ts'

test('models, columns and macros are described', () => {
  const { model, manifest } = load({
    'macros/cents.sql': '{% macro cents(x) %}{{ x }} / 100{% endmacro %}',
    'macros/macros.yml':
      'macros: [{name: cents, description: Dollars., arguments: [{name: x, type: column}]}]\n',
    'models/a.sql': 'select 1',
    'models/a.md': '{% docs them %}orders{% enddocs %}',
    'models/a.yml': `version: 2
models:
  - name: a
    description: "All of {{ doc('them') }}."
    docs: {show: true}
    columns:
      - {name: id, description: Key., data_type: int, tags: k, config: {tags: [l], meta: {pii: false}}, constraints: [{type: not_null}]}
`,
  })
  expect(model('a')).toMatchObject({
    description: 'All of orders.',
    patchedAt: { file: 'models/a.yml', line: 3, column: 11 },
    columns: [{ name: 'id', description: 'Key.', dataType: 'int', tags: ['k', 'l'], meta: { pii: false } }],
  })
  expect(manifest.macros.get('shop.cents')).toMatchObject({
    description: 'Dollars.',
    file: 'macros/cents.sql',
  })
})

test('values may be templates, and keep the type of what they give', () => {
  const { model } = load(
    {
      'project.yml': 'name: shop\nvars: {full: false, keys: [a, b]}\n',
      'models/a.sql': 'select 1',
      'models/a.yml':
        'models: [{name: a, config: {full_refresh: "{{ var(\'full\') }}", unique_key: "{{ var(\'keys\') }}", alias: "{{ env_var(\'USER\') }}_a"}}]\n',
    },
    { env: { USER: 'ada' } },
  )
  expect(model('a').config).toMatchObject({ fullRefresh: false, uniqueKey: ['a', 'b'] })
  expect(model('a').alias).toBe('ada_a')
})

test('a template in YAML that fails is an error at its place in the file', () => {
  expect(
    loadErrors({
      'models/a.sql': 'select 1',
      'models/a.yml':
        'models:\n  - name: a\n    config:\n      alias: "x_{{ env_var(\'USER\') }}"\n      schema: "{{ 1 + }}"\n',
    }),
  ).toEqual([
    'env-var-missing models/a.yml:4:20 The environment variable "USER" is not set, and env_var() was given no default.',
    expect.stringMatching(/^template-syntax models\/a\.yml:5:23 /),
  ])
})

test('descriptions of what does not exist and resources that gild has not are warnings', () => {
  const { warnings } = load({
    'models/orders.sql': 'select 1',
    'models/a.yml': 'models:\n  - name: order\nmetrics:\n  - {name: x, type: simple}\ngroups: []\n',
  })
  expect(warnings.map(({ code, message, hint, at }) => [code, message, hint, at?.line])).toEqual([
    ['key-ignored', '"metrics" has no effect in this version of gild.', undefined, 3],
    ['described-unknown', 'There is no model "order" to describe.', 'Did you mean "orders"?', 2],
  ])
})

test('two descriptions of one model are an error that names both', () => {
  expect(
    loadErrors({
      'models/orders.sql': 'select 1',
      'models/a.yml': 'models:\n  - name: orders\n',
      'models/b.yml': '\nmodels: [{name: orders}]\n',
    }),
  ).toEqual([
    'described-twice models/b.yml:2:17 The model "orders" is described 2 times: models/a.yml:2, models/b.yml:2.',
  ])
})

test('two macros of one name are an error that names both files', () => {
  const macro = '{% macro m() %}{% endmacro %}'
  expect(loadErrors({ 'macros/a.sql': macro, 'macros/b.sql': macro })).toEqual([
    'duplicate-name macros/b.sql:1:10 2 macros have the name "m": macros/a.sql, macros/b.sql.',
  ])
})

test('data tests under both of their names are an error, on a model, on a column and in the project', () => {
  const files = {
    'models/a.sql': 'select 1 as id',
    'models/a.yml':
      'models:\n  - name: a\n    data_tests: [{unique: {column_name: id}}]\n    tests: []\n    columns:\n      - {name: id, tests: [unique], data_tests: [not_null]}\n',
    'project.yml': 'name: shop\ndata_tests: {+enabled: true}\ntests: {+enabled: true}\n',
  }
  expect(loadErrors(files)).toMatchInlineSnapshot(`
    [
      "config-invalid models/a.yml:4:5 The config of "a" does not fit together: it has both "data_tests" and "tests", which mean the same.",
      "config-invalid models/a.yml:6:20 The config of "id" does not fit together: it has both "data_tests" and "tests", which mean the same.",
      "duplicate-name models/a.yml:6:28 2 data tests have the name "unique_a_id": models/a.yml:3, models/a.yml:6.",
      "config-invalid project.yml:3:1 The config of "project.yml" does not fit together: it has both "data_tests" and "tests", which mean the same.",
    ]
  `)
})
