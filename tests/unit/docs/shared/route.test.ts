import { expect, test } from 'vitest'
import { groupHash, lineageHash, listHash, nodeHash, parseRoute } from '../../../../src/docs/shared/route.ts'

test.each([
  ['', { page: 'overview' }],
  ['#/', { page: 'overview' }],
  [listHash('model', 'gold & co'), { page: 'list', kind: 'model', filter: 'gold & co' }],
  [nodeHash('model.a.b/c?d'), { page: 'node', id: 'model.a.b/c?d', at: undefined }],
  [nodeHash('model.a.b', 'order id'), { page: 'node', id: 'model.a.b', at: 'order id' }],
  [lineageHash('model.a.b', 1, 3), { page: 'lineage', id: 'model.a.b', up: 1, down: 3, all: false }],
  [groupHash('gold/sales'), { page: 'lineage', id: undefined, group: 'gold/sales' }],
  ['#/lineage?all', { page: 'lineage', id: undefined, all: true, up: 2, down: 2 }],
  ['#/lineage/x?up=-1&down=many', { page: 'lineage', id: 'x', up: 2, down: 2 }],
  ['#/lineage/x?up=1000', { page: 'lineage', up: 99 }],
  ['#/nothing/here', { page: 'unknown', path: 'nothing/here' }],
  ['#/node/%E0%A4%A', { page: 'node', id: '%E0%A4%A' }],
])('%s is %j', (hash, route) => {
  expect(parseRoute(hash)).toMatchObject(route)
})
