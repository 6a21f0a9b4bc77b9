import { expect, test } from 'vitest'
import { csvRows } from '../../../../src/core/parse/unit-tests/csv-rows.ts'
import { load, loadErrors } from '../../../support/loaded-project.ts'

const models = {
  'models/orders.sql': 'select 1 as id',
  'models/daily.sql': "select * from {{ ref('orders') }}",
}

function withTest(yaml: string) {
  return {
    ...models,
    'models/marts/t.yml': `unit_tests:\n  - name: t\n    model: daily\n${yaml.replace(/^/gm, '    ')}`,
  }
}

test('a unit test has the id, the place and the config that dbt gives it', () => {
  const { manifest } = load({
    ...withTest(
      'description: why\nconfig: {tags: a, meta: {owner: me}}\nexpect: {rows: [{id: 1}, {n: 2}]}\n',
    ),
    'project.yml': 'name: shop\nunit_tests: {shop: {marts: {+tags: [b]}}}\n',
  })
  const [node] = [...manifest.unitTests.values()]
  expect(node).toMatchObject({
    id: 'unit_test.shop.daily.t',
    fqn: ['shop', 'marts', 'daily', 't'],
    description: 'why',
    tags: ['b', 'a'],
    meta: { owner: 'me' },
    expect: { format: 'dict', columns: ['id', 'n'] },
    dependsOn: { nodes: ['model.shop.daily'] },
  })
})

test('rows are data: nulls stay, templates are not rendered, long numbers keep their digits', () => {
  const { manifest } = load(
    withTest(
      'given: [{input: "ref(\'orders\')", rows: [{id: null, t: "{{ x }}", n: 1234567890123456789}]}]\nexpect: {rows: []}\n',
    ),
  )
  const [node] = [...manifest.unitTests.values()]
  expect(node?.given[0]).toMatchObject({
    input: "ref('orders')",
    to: 'model.shop.orders',
    rows: { rows: [{ id: null, t: '{{ x }}', n: '1234567890123456789' }] },
  })
})

test('what a unit test names must exist, each mistake at its place', () => {
  const files = {
    ...models,
    'models/t.yml': `unit_tests:
  - {name: a, model: dayly, expect: {rows: []}}
  - name: b
    model: daily
    given:
      - {input: ref('ordres'), rows: []}
      - {input: orders, rows: []}
      - {input: ref('orders'), format: csv, fixture: ordres}
      - {input: ref('orders'), rows: "a,b"}
      - {input: ref('orders'), format: csv, rows: "a,b\\n1"}
    expect: {rows: []}
  - {name: c, model: daily, expect: {rows: []}}
  - {name: c, model: daily, expect: {rows: []}}
`,
    'tests/fixtures/orders.csv': 'id\n1\n',
  }
  expect(loadErrors(files)).toMatchInlineSnapshot(`
    [
      "unit-test-model models/t.yml:2:22 The unit test "a" is for the model "dayly", which does not exist.",
      "ref-not-found models/t.yml:6:17 "b" refers to "ordres", which does not exist.",
      "unit-test-input models/t.yml:7:17 The unit test "b" gives rows to "orders", which names no relation.",
      "fixture-not-found models/t.yml:8:54 There is no fixture "ordres.csv" in the folder "fixtures" of the test paths.",
      "unit-test-rows models/t.yml:9:38 ref('orders') of the unit test "b" has rows as text, and no "format" of "csv" or "sql".",
      "unit-test-rows models/t.yml:10:51 ref('orders') of the unit test "b" is no CSV: row 1 has 1 fields, and the header has 2.",
      "duplicate-name models/t.yml:13:12 2 unit tests of "daily" have the name "c": models/t.yml:12, models/t.yml:13.",
    ]
  `)
})

test('a unit test of a disabled model, or disabled itself, takes no part', () => {
  const off = {
    ...withTest('expect: {rows: []}\n'),
    'models/daily.sql': '{{ config(enabled=false) }} select 1',
  }
  expect(load(off).manifest.unitTests.size).toBe(0)
  const { manifest } = load(withTest('config: {enabled: false}\nexpect: {rows: []}\n'))
  expect(manifest.unitTests.size).toBe(0)
  expect(manifest.disabled.map(({ id }) => id)).toEqual(['unit_test.shop.daily.t'])
})

test('a CSV keeps text in quotes as it is, and an empty field is null', () => {
  expect(csvRows('a, b\n1, "x, ""y"""\n,""\n\n').rows).toEqual([
    { a: '1', b: 'x, "y"' },
    { a: null, b: '' },
  ])
  expect(() => csvRows('a,b\n1\n')).toThrow('row 1 has 1 fields, and the header has 2')
  expect(() => csvRows('a\n"x\n')).toThrow('a quote is not closed')
})
