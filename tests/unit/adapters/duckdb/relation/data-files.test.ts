import { expect, test } from 'vitest'
import { selectFiles } from '../../../../../src/adapters/duckdb/relation/data-files.ts'
import { type AddFile, newMetadata } from '../../../../../src/delta/index.ts'
import { memoryStorage } from '../../../../support/memory-storage.ts'

const metadata = newMetadata({
  id: 'id',
  schema: { kind: 'struct', fields: [{ name: 'a', type: { kind: 'long' }, nullable: true, metadata: {} }] },
  partitionColumns: [],
  configuration: {},
  createdTime: 0,
})

function select(...stats: readonly (string | undefined)[]): string {
  const files = stats.map(
    (text, i): AddFile => ({
      path: `${i}.parquet`,
      partitionValues: {},
      size: 1,
      modificationTime: 0,
      dataChange: true,
      stats: text,
    }),
  )
  return selectFiles({ storage: memoryStorage(), metadata, files, counted: true })
}

// Without it DuckDB takes each file for a thousand rows, and builds a join on six million to find two hundred thousand.
test('the SQL of gild tells the engine how many rows the files have, where their statistics say so', () => {
  expect(select('{"numRecords":5}', '{"numRecords": 1000000000000, "minValues":{"a":1}}')).toContain(
    'explicit_cardinality=1000000000005',
  )
  expect(select('{"numRecords":5}', undefined)).not.toContain('explicit_cardinality')
  expect(select('{"numRecords":5}', '{}')).not.toContain('explicit_cardinality')
  expect(select('{"numRecords":0}')).not.toContain('explicit_cardinality')
})
