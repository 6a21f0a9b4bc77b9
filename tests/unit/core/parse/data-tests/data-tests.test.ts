import { expect, test } from 'vitest'
import { load, loadErrors } from '../../../../support/loaded-project.ts'

const orders = { 'models/orders.sql': 'select 1 as id', 'models/customers.sql': 'select 1 as id' }

test('generic tests are nodes with the names, ids and dependencies that dbt gives them', () => {
  const { manifest } = load({
    ...orders,
    'models/schema.yml': `
models:
  - name: orders
    columns:
      - name: order_id
        data_tests: [unique, not_null]
      - name: customer_id
        tests:
          - relationships: {to: ref('customers'), field: id}
          - accepted_values:
              arguments: {values: [1, 2], quote: false}
`,
  })
  const tests = [...manifest.nodes.values()].filter(node => node.kind === 'test')
  expect(tests.map(({ id, rawSql, dependsOn }) => [id, rawSql, dependsOn.nodes])).toEqual([
    [
      'test.shop.unique_orders_order_id.fed79b3a6e',
      '{{ test_unique(model=get_where_subquery(ref(\'orders\')), column_name="order_id") }}',
      ['model.shop.orders'],
    ],
    [
      'test.shop.not_null_orders_order_id.cf6c17daed',
      '{{ test_not_null(model=get_where_subquery(ref(\'orders\')), column_name="order_id") }}',
      ['model.shop.orders'],
    ],
    [
      expect.stringMatching(
        /^test\.shop\.relationships_orders_customer_id__id__ref_customers_\.[0-9a-f]{10}$/,
      ),
      '{{ test_relationships(model=get_where_subquery(ref(\'orders\')), column_name="customer_id", to=ref(\'customers\'), field="id") }}',
      ['model.shop.orders', 'model.shop.customers'],
    ],
    [
      expect.stringMatching(/^test\.shop\.accepted_values_orders_customer_id__False__1__2\.[0-9a-f]{10}$/),
      '{{ test_accepted_values(model=get_where_subquery(ref(\'orders\')), column_name="customer_id", values=[1, 2], quote=false) }}',
      ['model.shop.orders'],
    ],
  ])
  expect(tests[0]?.generic).toEqual({
    test: 'unique',
    column: 'order_id',
    arguments: {},
    attachedTo: 'model.shop.orders',
  })
  expect(tests[0]?.patchedAt).toMatchObject({ file: 'models/schema.yml', line: 6, column: 22 })
  expect(tests[0]?.dependsOn.macros).toEqual(['dbt.test_unique', 'dbt.get_where_subquery'])
})

test('sources and seeds are tested too', () => {
  const { test: find } = load({
    'models/s.yml':
      'sources: [{name: raw, tables: [{name: events, columns: [{name: id, tests: [not_null]}]}]}]\n',
    'seeds/c.csv': 'code\nSE\n',
    'seeds/s.yml': 'seeds: [{name: c, columns: [{name: code, tests: [unique]}]}]\n',
  })
  expect(find('source_not_null_raw_events_id').dependsOn.nodes).toEqual(['source.shop.raw.events'])
  expect(find('unique_c_code').dependsOn.nodes).toEqual(['seed.shop.c'])
})

test('config may stand under config or beside the arguments, and project.yml gives defaults', () => {
  const { test: find } = load({
    'project.yml': 'name: shop\nvars: {least: 5}\ndata_tests: {+severity: warn, shop: {+limit: 7}}\n',
    ...orders,
    'models/schema.yml': `
models:
  - name: orders
    columns:
      - name: id
        tags: [keys]
        data_tests:
          - unique: {name: my_unique, where: "id > {{ var('least') }}", severity: ERROR, tags: nightly}
          - not_null: {config: {warn_if: ">= 1", error_if: "> {{ var('least') }}", fail_calc: sum(n)}}
`,
  })
  expect(find('my_unique').config).toMatchObject({
    severity: 'error',
    where: 'id > 5',
    limit: 7,
    warnIf: '!= 0',
  })
  expect(find('my_unique').tags).toEqual(['nightly', 'keys'])
  expect(find('not_null_orders_id').config).toMatchObject({
    severity: 'warn',
    warnIf: '>= 1',
    errorIf: '> 5',
    failCalc: 'sum(n)',
    where: undefined,
  })
})

test('generic tests of the project are found in macros and in tests/generic, and replace built-in ones', () => {
  const { test: find } = load({
    ...orders,
    'macros/positive.sql':
      "{% test positive(model, column_name, than=0) %}{{ config(severity='warn') }}select * from {{ model }} where {{ column_name }} <= {{ than }}{% endtest %}",
    'tests/generic/not_null.sql':
      '{% test not_null(model, column_name) %}select 1 from {{ model }}{% endtest %}',
    'models/schema.yml':
      'models: [{name: orders, columns: [{name: id, tests: [positive, not_null, {positive: {than: 3, severity: error}}]}]}]\n',
  })
  expect(find('positive_orders_id').config.severity).toBe('warn')
  expect(find('positive_orders_id__3').config.severity).toBe('error')
  expect(find('not_null_orders_id').dependsOn.macros).toContain('shop.test_not_null')
})

test('singular tests are files of the test paths, described by YAML', () => {
  const { test: find } = load({
    'project.yml': 'name: shop\ntest-paths: [tests/data]\n',
    ...orders,
    'tests/data/shop/no_orders.sql': "{{ config(severity='warn') }}select * from {{ ref('orders') }}",
    'tests/other.sql': 'not a test',
    'tests/data/tests.yml':
      'data_tests: [{name: no_orders, description: There are none., config: {tags: nightly}}]\n',
  })
  expect(find('no_orders')).toMatchObject({
    id: 'test.shop.no_orders',
    fqn: ['shop', 'shop', 'no_orders'],
    description: 'There are none.',
    tags: ['nightly'],
    config: { severity: 'warn' },
    dependsOn: { nodes: ['model.shop.orders'] },
    generic: undefined,
  })
})

test('a test on a disabled model, or that refers to one, is disabled', () => {
  const { manifest } = load({
    'models/orders.sql': '{{ config(enabled=false) }}select 1',
    'models/customers.sql': 'select 1',
    'tests/a.sql': "select * from {{ ref('orders') }}",
    'models/schema.yml':
      "models: [{name: orders, columns: [{name: id, tests: [unique]}]}, {name: customers, columns: [{name: id, tests: [{relationships: {to: ref('orders'), field: id}}]}]}]\n",
  })
  expect([...manifest.nodes.keys()]).toEqual(['model.shop.customers'])
  expect(manifest.disabled).toHaveLength(4)
})

test('mistakes in data tests are errors where they were written', () => {
  const errors = loadErrors({
    ...orders,
    'models/schema.yml': `
models:
  - name: orders
    columns:
      - name: id
        data_tests:
          - uniqe
          - accepted_values: {valeus: [1]}
          - relationships: {to: ref('custmers'), field: id}
          - not_null: {severity: erorr}
          - unique: {where: "{{ var('x') }}"}
`,
  })
  expect(errors).toEqual([
    'data-test-not-found models/schema.yml:7:13 There is no data test "uniqe".',
    'data-test-argument-missing models/schema.yml:8:13 The data test "accepted_values" needs the argument "values".',
    'data-test-argument models/schema.yml:8:31 The data test "accepted_values" takes no argument "valeus".',
    'ref-not-found models/schema.yml:9:33 "relationships_orders_id__id__ref_custmers_" refers to "custmers", which does not exist.',
    'yaml-invalid-value models/schema.yml:10:34 "severity" must be one of error, warn, ERROR, WARN, Error, Warn, not "erorr".',
    'var-missing models/schema.yml:11:33 The variable "x" has no value, and var() was given no default.',
  ])
})

test('the same test twice is an error that names both places', () => {
  expect(
    loadErrors({
      ...orders,
      'models/schema.yml':
        'models:\n  - name: orders\n    columns:\n      - name: id\n        tests: [unique, unique]\n',
    }),
  ).toEqual([
    'duplicate-name models/schema.yml:5:25 2 data tests have the name "unique_orders_id": models/schema.yml:5, models/schema.yml:5.',
  ])
})
