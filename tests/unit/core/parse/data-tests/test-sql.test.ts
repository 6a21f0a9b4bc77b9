import { expect, test } from 'vitest'
import { genericTestSql } from '../../../../../src/core/parse/data-tests/test-sql.ts'

function sql(given: Readonly<Record<string, unknown>>): string {
  return genericTestSql({ macro: 'test_x', model: "ref('orders')", arguments: given })
}

test('arguments become literals of the template language', () => {
  expect(sql({ a: 'it\'s "x"\n', b: 1.5, c: true, d: null, e: [1, 'two'], f: { g: 'h' } })).toBe(
    String.raw`{{ test_x(model=get_where_subquery(ref('orders')), a="it's \"x\"\n", b=1.5, c=true, d=none, e=[1, "two"], f={"g": "h"}) }}`,
  )
})

test('a reference without braces and a single expression stay expressions', () => {
  expect(sql({ to: "ref('customers')", n: "{{ var('n') + 1 }}" })).toBe(
    "{{ test_x(model=get_where_subquery(ref('orders')), to=ref('customers'), n=(var('n') + 1)) }}",
  )
})

test('text with a template in it is rendered before the call', () => {
  expect(sql({ where: "day > '{{ var('day') }}'" })).toBe(
    "{% set gild_argument_1 %}day > '{{ var('day') }}'{% endset %}{{ test_x(model=get_where_subquery(ref('orders')), where=gild_argument_1) }}",
  )
})
