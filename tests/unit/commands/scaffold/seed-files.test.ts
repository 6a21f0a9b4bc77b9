import { expect, test } from 'vitest'
import { csvTable } from '../../../../src/commands/scaffold/csv-table.ts'
import { distinct, snakeCase } from '../../../../src/commands/scaffold/names.ts'
import { seedFiles } from '../../../../src/commands/scaffold/seed-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('a CSV is read with its quotes, line ends and delimiter', () => {
  expect(csvTable('\uFEFFa;"b ""x"""\r\n1;"two\r\nlines"\r\n\r\n;\n3;"4"')).toEqual({
    delimiter: ';',
    header: ['a', 'b "x"'],
    rows: [
      ['1', 'two\r\nlines'],
      ['', ''],
      ['3', '4'],
    ],
    body: '1;"two\r\nlines"\r\n\r\n;\n3;"4"',
  })
  expect(csvTable('a\tb\n1\t2\n')).toMatchObject({ delimiter: '\t', rows: [['1', '2']] })
  expect(csvTable('only\n1\n')).toMatchObject({ delimiter: ',', header: ['only'], rows: [['1']] })
})

test.each([
  ['', 'it has no header'],
  ['a,b\n1,2\n1,2,3\n', 'line 3 has 3 fields where the header has 2'],
  ['a,b\n"x\ny",2\n1\n', 'line 4 has 1 field where the header has 2'],
  ['a,b\n"1,2\n', 'a quote in line 2 is not closed, or text stands behind it'],
])('%j is no seed, and it is said why', (text, why) => {
  expect(csvTable(text)).toBe(why)
})

test.each([
  ['Order ID', 'order_id'],
  ['orderId', 'order_id'],
  ['Größe (cm)', 'grosse_cm'],
  ['2024', 'x_2024'],
  ['order', 'x_order'],
  ['日本', 'x'],
])('%j becomes the name %s', (text, name) => {
  expect(snakeCase(text.replace('ß', 'ss'), 'x')).toBe(name)
})

test('names that are there already get a number', () => {
  expect(distinct(['a', 'b', 'a', 'a_2', 'a'])).toEqual(['a', 'b', 'a_2', 'a_2_2', 'a_3'])
})

test('columns are renamed so that SQL can use them, and known by their values', () => {
  const { seeds, skipped } = seedFiles([
    { file: 'Sales Data.CSV', content: bytes('Order ID,Order ID,,note\n1,x,,\n2,x,y,\n') },
    { file: 'latin1.csv', content: new Uint8Array([0x61, 0x0a, 0xe4, 0x0a]) },
    { file: 'empty.csv', content: bytes('') },
  ])
  expect(seeds).toMatchObject([
    {
      name: 'sales_data',
      from: 'Sales Data.CSV',
      text: 'order_id,order_id_2,column_3,note\n1,x,,\n2,x,y,\n',
      notNull: new Set(['order_id', 'order_id_2']),
      unique: new Set(['order_id']),
      renamed: [
        ['Order ID', 'order_id'],
        ['Order ID', 'order_id_2'],
        ['', 'column_3'],
      ],
    },
  ])
  expect(skipped).toEqual([
    { file: 'latin1.csv', why: 'it is not UTF-8; save it as "CSV UTF-8"' },
    { file: 'empty.csv', why: 'it has no header' },
  ])
})
