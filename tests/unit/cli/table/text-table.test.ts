import { expect, test } from 'vitest'
import { drawTable } from '../../../../src/cli/table/text-table.ts'
import { valueText } from '../../../../src/cli/table/value-text.ts'

const style = { color: false, unicode: true }
const columns = [
  { name: 'product_id', type: 'varchar', right: false },
  { name: 'revenue', type: 'decimal(12,2)', right: true },
]
const rows = [
  ['PROD-004', '1234.50'],
  [undefined, '7.00'],
]

test('a table has names, types, and numbers to the right', () => {
  expect(drawTable({ columns, rows }, { style, width: undefined }).text).toBe(
    `┌────────────┬───────────────┐
│ product_id │       revenue │
│ varchar    │ decimal(12,2) │
├────────────┼───────────────┤
│ PROD-004   │       1234.50 │
│ NULL       │          7.00 │
└────────────┴───────────────┘
`,
  )
})

test('a table is drawn in ASCII where nothing else is understood', () => {
  const ascii = drawTable({ columns, rows }, { style: { color: false, unicode: false }, width: undefined })
  expect(ascii.text).toMatch(/^[\x20-\x7e\n]+$/)
  expect(ascii.text).toContain('| PROD-004   |       1234.50 |')
})

test('a table without types has a head of one line', () => {
  const plain = columns.map(({ name, right }) => ({ name, right }))
  expect(drawTable({ columns: plain, rows }, { style, width: undefined }).text.split('\n')).toHaveLength(7)
})

test('the widest columns are cut to fit, and no line is wider than the terminal', () => {
  const wide = [
    { name: 'id', right: true },
    { name: 'text', right: false },
  ]
  const { text, hidden } = drawTable({ columns: wide, rows: [['1', 'x'.repeat(200)]] }, { style, width: 40 })
  expect(hidden).toEqual([])
  expect(
    text
      .split('\n')
      .map(line => line.length)
      .filter(n => n > 0),
  ).toEqual([40, 40, 40, 40, 40])
  expect(text).toContain('xxx…')
})

test('columns that do not fit at all are hidden and named', () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ name: `column_number_${i}`, right: false }))
  const { text, hidden } = drawTable({ columns: many, rows: [] }, { style, width: 60 })
  expect(hidden).toEqual(many.slice(many.length - hidden.length).map(c => c.name))
  expect(hidden.length).toBeGreaterThan(10)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
})

test('wide characters take two cells', () => {
  const lines = drawTable(
    { columns: [{ name: 'a', right: false }], rows: [['日本'], ['x']] },
    { style, width: undefined },
  ).text
  expect(lines).toContain('│ 日本 │\n│ x    │\n')
})

test('values are one line of text each', () => {
  expect(valueText(null)).toBe('NULL')
  expect(valueText(12345678901234567890n)).toBe('12345678901234567890')
  expect(valueText(1.5)).toBe('1.5')
  expect(valueText('a\n\tb\u001b[31m')).toBe('a\\n\\tb\\x1b[31m')
  expect(valueText([1n, null, 'x'])).toBe('[1, NULL, x]')
  expect(valueText({ city: 'Bonn', at: [true] })).toBe('{city: Bonn, at: [true]}')
})
