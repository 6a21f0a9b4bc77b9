import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { load, loadErrors } from '../../../support/loaded-project.ts'

test('a seed knows its checksum, its delimiter and the types of its columns', () => {
  const csv = 'code;name\nSE;Sweden\n'
  const { seed } = load({
    'project.yml': "name: shop\nseeds: {shop: {geo: {+delimiter: ';', +column_types: {code: VARCHAR}}}}\n",
    'seeds/geo/countries.csv': new TextEncoder().encode(csv),
  })
  expect(seed('countries')).toMatchObject({
    id: 'seed.shop.countries',
    path: 'geo/countries',
    checksum: createHash('sha256').update(csv).digest('hex'),
    config: { delimiter: ';', columnTypes: { code: 'VARCHAR' } },
  })
})

test('columns that YAML declares must be in the header, whatever their case', () => {
  const files = (yaml: string) => ({ 'seeds/c.csv': '"Code","full, name"\n', 'seeds/s.yml': yaml })
  expect(loadErrors(files("seeds: [{name: c, columns: [{name: code}, {name: 'full, name'}]}]\n"))).toEqual([])
  const yaml =
    'seeds:\n  - name: c\n    config: {column_types: {cod: VARCHAR, code: VARCHAR}}\n    columns: [{name: nam}]\n'
  expect(loadErrors(files(yaml))).toEqual([
    'seed-column-missing seeds/s.yml:3:28 The seed "c" declares the column "cod", which "seeds/c.csv" does not have.',
    'seed-column-missing seeds/s.yml:4:22 The seed "c" declares the column "nam", which "seeds/c.csv" does not have.',
  ])
})

test('an empty seed is an error', () => {
  expect(loadErrors({ 'seeds/c.csv': '' })).toEqual([
    'seed-invalid seeds/c.csv:1:1 The seed "seeds/c.csv" cannot be read: its first line names no columns.',
  ])
})

test('a table of a source is a topic or a Delta table', () => {
  const { manifest } = load({
    'project.yml': 'name: shop\nsources: {shop: {+tags: raw}}\n',
    'models/bronze/sources.yml': `
sources:
  - name: fastcart
    description: A shop.
    tags: [shop]
    tables:
      - name: sales
        stream: {topic: ecommerce-sales}
        columns: [{name: id, data_type: BIGINT, description: Key., meta: {pii: true}}]
      - {name: raw_log, stream: {topic: log, format: raw}}
      - {name: prices, config: {tags: [p]}}
      - {name: stock, path: /data/stock}
      - {name: gone, config: {enabled: false}}
  - name: erp
    schema: erp_prod
    tables: [{name: items, identifier: itm}]
`,
  })
  const tables = [...manifest.sources.values()].map(({ id, stream, path, tags }) => [
    id,
    stream ?? path,
    tags,
  ])
  expect(tables).toEqual([
    ['source.shop.fastcart.sales', { topic: 'ecommerce-sales', format: 'json' }, ['raw', 'shop']],
    ['source.shop.fastcart.raw_log', { topic: 'log', format: 'raw' }, ['raw', 'shop']],
    ['source.shop.fastcart.prices', 'fastcart/prices', ['raw', 'shop', 'p']],
    ['source.shop.fastcart.stock', '/data/stock', ['raw', 'shop']],
    ['source.shop.erp.items', 'erp_prod/itm', ['raw']],
  ])
  const [sales] = manifest.sources.values()
  expect(sales?.columns).toEqual([
    { name: 'id', description: 'Key.', dataType: 'BIGINT', tags: [], meta: { pii: true } },
  ])
  expect(sales?.fqn).toEqual(['shop', 'bronze', 'fastcart', 'sales'])
})

test('a wrong source is an error at the part that is wrong', () => {
  const errors = loadErrors({
    'models/s.yml':
      'sources: [{name: raw, tables: [{name: events}]}, {name: raw, tables: [{name: events}]}]\n',
    'models/a.sql': "select * from {{ source('raw', 'event') }}",
    'models/b.sql': "select * from {{ source('row', 'events') }}",
    'models/c.sql': "select * from {{ source('raw') }}",
  })
  expect(errors).toEqual([
    'source-not-found models/a.sql:1:33 "a" reads the source "raw.event", which no YAML file declares.',
    'source-not-found models/b.sql:1:26 "b" reads the source "row.events", which no YAML file declares.',
    'ref-invalid models/c.sql:1:18 source() in "c" has 1 argument instead of 2.',
    'duplicate-name models/s.yml:1:78 2 sources have the name "raw.events": models/s.yml:1, models/s.yml:1.',
  ])
})

test('a source of files knows what they are by their names, unless it is told', () => {
  const yaml = (external: string) => `sources: [{ name: s, tables: [{ name: t, external: ${external} }] }]`
  const read = (external: string) => {
    const { manifest } = load({ 'models/s.yml': yaml(external) })
    const { external: found, path } = [...manifest.sources.values()][0] ?? {}
    return { location: found?.location, format: found?.format, path }
  }
  expect(read('{ location: ./data/x.parquet }')).toEqual({
    location: 'data/x.parquet',
    format: 'parquet',
    path: undefined,
  })
  expect(read('{ location: "/d/*.csv.gz" }')).toMatchObject({ location: '/d/*.csv.gz', format: 'csv' })
  expect(read('{ location: "d/**/*.ndjson" }')).toMatchObject({ format: 'json' })
  expect(read('{ location: d/x.dat, format: csv }')).toMatchObject({ format: 'csv' })
  // As packages for other warehouses write it: nothing here says where files are.
  expect(read('{ file_format: parquet }')).toMatchObject({ location: undefined, path: 's/t' })
  const problems = (external: string) =>
    loadErrors({ 'models/s.yml': yaml(external) }).map(error => error.split('fit together: ')[1])
  expect(problems('{ location: d/x.dat }')).toEqual(['the name "d/x.dat" does not say what the files are.'])
  expect(problems('{ location: "s3://b/x.parquet" }')).toEqual(['its files are at "s3://b/x.parquet".'])
  expect(problems('{ location: d/x.csv }, path: d/t')).toEqual(['it has both an "external" and a "path".'])
})
