import { expect, test } from 'vitest'
import { type CatalogEntry, catalogJson } from '../../../../src/core/artifacts/catalog.ts'
import { tableHistoryJson } from '../../../../src/core/artifacts/catalog-history.ts'

const at = Date.UTC(2025, 10, 9, 16)
const metadata = { gildVersion: '0.1.0', invocationId: 'run', generatedAt: at, startedAt: at }
const orders: CatalogEntry = {
  id: 'model.shop.orders',
  schema: 'gold',
  name: 'orders',
  type: 'table',
  description: 'Orders.',
  columns: [
    { name: 'id', type: 'BIGINT' },
    { name: 'total', type: 'DECIMAL(12,2)' },
  ],
  columnDescriptions: { id: 'Key.' },
  rows: 9_007_199_254_740_993n,
  bytes: 1200,
  files: 2,
  version: 3,
  modifiedAt: at,
  partitionBy: ['day'],
}
const topic: CatalogEntry = {
  id: 'source.shop.web.clicks',
  schema: 'web',
  name: 'clicks',
  type: 'topic',
  description: '',
  columns: [],
  columnDescriptions: {},
}

test('catalog.json is dbt v1: tables with columns in order and statistics, sources apart', () => {
  const catalog = JSON.parse(catalogJson({ metadata, entries: [topic, orders], errors: [] }))
  expect(catalog.metadata.dbt_schema_version).toBe('https://schemas.getdbt.com/dbt/catalog/v1.json')
  expect(Object.keys(catalog.nodes)).toEqual(['model.shop.orders'])
  expect(Object.keys(catalog.sources)).toEqual(['source.shop.web.clicks'])
  expect(catalog.errors).toBeNull()
  const table = catalog.nodes['model.shop.orders']
  expect(table.metadata).toEqual({
    type: 'table',
    schema: 'gold',
    name: 'orders',
    database: null,
    comment: 'Orders.',
    owner: null,
  })
  expect(table.columns.total).toEqual({ type: 'DECIMAL(12,2)', index: 2, name: 'total', comment: null })
  expect(table.stats.num_bytes).toMatchObject({ value: 1200, include: true })
  expect(table.stats.last_modified.value).toBe('2025-11-09T16:00:00.000000Z')
})

test('counts of rows keep all digits', () => {
  expect(catalogJson({ metadata, entries: [orders], errors: [] })).toContain('"value":9007199254740993')
})

test('what is not known is left out, and dbt is told whether anything is', () => {
  const { stats } = JSON.parse(catalogJson({ metadata, entries: [topic], errors: [] })).sources[topic.id]
  expect(Object.keys(stats)).toEqual(['has_stats'])
  expect(stats.has_stats).toMatchObject({ value: false, include: false })
})

test('what could not be read is listed', () => {
  expect(JSON.parse(catalogJson({ metadata, entries: [], errors: ['orders: broken'] })).errors).toEqual([
    'orders: broken',
  ])
})

test('the history has the versions of each table, by the id of its node', () => {
  const version = {
    version: 1,
    committedAt: at,
    operation: 'MERGE',
    rows: 5n,
    filesAdded: 1n,
    filesRemoved: undefined,
    engine: 'gild/0.1.0',
    info: { command: 'build', run: 'x' },
  }
  const { tables } = JSON.parse(tableHistoryJson(metadata, new Map([['model.shop.orders', [version]]])))
  expect(tables['model.shop.orders']).toEqual([
    {
      version: 1,
      time: '2025-11-09T16:00:00.000000Z',
      operation: 'MERGE',
      rows: 5,
      files_added: 1,
      files_removed: null,
      engine: 'gild/0.1.0',
      command: 'build',
    },
  ])
})
