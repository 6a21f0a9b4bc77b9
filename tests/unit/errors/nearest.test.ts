import { expect, test } from 'vitest'
import { nearest } from '../../../src/errors/nearest.ts'

test.each([
  ['bronze_order', ['bronze_orders', 'silver_orders'], 'bronze_orders'],
  ['descripton', ['description', 'data_type'], 'description'],
  ['lsit', ['list', 'last'], 'list'],
  ['Orders', ['orders'], 'orders'],
  ['completely_else', ['orders', 'customers'], undefined],
  ['x', [], undefined],
])('the nearest to %s of %j is %s', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected)
})
