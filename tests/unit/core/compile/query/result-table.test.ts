import { expect, test } from 'vitest'
import { resultTable } from '../../../../../src/core/compile/query/result-table.ts'
import { contextOf, parse, renderSync } from '../../../../../src/core/template/index.ts'

const table = resultTable({
  columns: [
    { name: 'id', type: 'BIGINT' },
    { name: 'name', type: 'VARCHAR' },
    { name: 'amount', type: 'DECIMAL(9,2)' },
    { name: 'ratio', type: 'DOUBLE' },
    { name: 'exact', type: 'DECIMAL(38,2)' },
  ],
  rows: [
    [1n, 'Ann', '12.50', 2, '123456789012345678.90'],
    [2n, null, '-0.05', 0.5, '1.00'],
  ],
})

const none = resultTable({ columns: [{ name: 'id', type: 'INTEGER' }], rows: [] })

function rendered(text: string): string {
  return renderSync(parse(text, 'x.sql'), contextOf({ t: table, empty: none })).text
}

test.each([
  ['{{ t.columns[0].values() }}', '(1, 2)'],
  ["{{ t.columns['name'].values() | list }}", "['Ann', None]"],
  ['{{ t.columns[-1].name }} {{ t.columns | length }}', 'exact 5'],
  ['{{ t.columns[0].data_type }}', 'BIGINT'],
  ['{{ t.column_names }}', "('id', 'name', 'amount', 'ratio', 'exact')"],
  ['{{ t.rows[1][0] }} {{ t.rows[0].name }}', '2 Ann'],
  ["{{ t.rows[0]['name'] }} {{ t.rows[0].values()[1] }}", 'Ann Ann'],
  ['{% for row in t %}{{ row.id }};{% endfor %}', '1;2;'],
  ['{% for row in t.rows %}{{ row[1] }};{% endfor %}', 'Ann;None;'],
  ['{% for id, name, a, r, e in t.rows %}{{ id }}{{ name }};{% endfor %}', '1Ann;2None;'],
  ['{{ t.rows | length }} {{ t | length }} {{ empty.rows | length }}', '2 2 0'],
  ['{{ t.rows[0].amount * 2 }} {{ t.rows[1].amount }} {{ t.rows[0].ratio }}', '25.0 -0.05 2.0'],
  ['{{ t.rows[0].exact }} {{ t.rows[1].exact }}', '123456789012345678.90 1.0'],
  [
    '{{ t.rows[0].dict() }}',
    "{'id': 1, 'name': 'Ann', 'amount': 12.5, 'ratio': 2.0, 'exact': '123456789012345678.90'}",
  ],
  ["{{ t.rows[0].get('nope', 'x') }} {{ t.rows[0].keys() | first }}", 'x id'],
  ['{{ t.columns[1].values_without_nulls() }} {{ t.columns[0].values_distinct() }}', "('Ann',) (1, 2)"],
  ['{% if empty %}there{% endif %}{{ empty.columns[0].values() }}', 'there()'],
])('%s', (text, expected) => {
  expect(rendered(text)).toBe(expected)
})
