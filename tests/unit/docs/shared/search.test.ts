import { expect, test } from 'vitest'
import { createSearch } from '../../../../src/docs/shared/search.ts'
import type { IndexNode, SiteIndex } from '../../../../src/docs/shared/site-data.ts'

const node = (name: string, kind: IndexNode['kind'] = 'model', tags: readonly string[] = []): IndexNode => ({
  id: `${kind}.shop.${name}`,
  kind,
  name,
  layer: 'gold',
  group: 'gold',
  what: 'table',
  chunk: 0,
  tags,
})
const index: SiteIndex = {
  project: 'shop',
  nodes: [node('orders'), node('order_items', 'model', ['finance']), node('unique_orders_id', 'test')],
  graphNodes: 2,
  edges: [],
  pageChunks: 1,
}
const search = createSearch(index, {
  descriptions: ['One row for each purchase.', `${'Long before. '.repeat(20)}The VAT is in it.`, ''],
  columns: [
    [
      ['order_id', 'Key.'],
      ['total', 'Gross, in euros.'],
    ],
    [
      ['order_id', ''],
      ['vat', 'Tax.'],
    ],
    [],
  ],
})
const found = (query: string) =>
  search(query, 10).hits.map(({ node: place, column }) =>
    [index.nodes[place]?.name, column].filter(Boolean).join('.'),
  )

test.each([
  ['orders', ['orders', 'unique_orders_id']],
  ['purchase', ['orders']],
  ['finance', ['order_items']],
  ['euros', ['orders.total']],
  ['EUROS gross', ['orders.total']],
  ['orders total', ['orders.total']],
  ['vat', ['order_items.vat', 'order_items']],
  ['nowhere', []],
  ['   ', []],
])('"%s" finds %j', (query, names) => {
  expect(found(query)).toEqual(names)
})

test('a match late in a description is shown with what is around it', () => {
  const [, hit] = search('vat', 10).hits
  expect(hit?.context).toMatch(/^… .*The VAT is in it\.$/)
})

test('all that match are counted, the best are returned', () => {
  expect(search('order', 2)).toMatchObject({ total: 5, hits: [{ node: 0 }, { node: 1 }] })
})
