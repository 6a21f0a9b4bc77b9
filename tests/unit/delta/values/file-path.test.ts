import { expect, test } from 'vitest'
import { decodePath, encodePath, locateFile } from '../../../../src/delta/values/file-path.ts'
import { memoryStorage } from '../../../support/memory-storage.ts'

test.each([
  ['part-1.parquet', 'part-1.parquet'],
  ['p=a b/x.parquet', 'p=a%20b/x.parquet'],
  [
    'p=a%2Fb%20c%25%3D%3A%3F%23%26%C3%A9/x.parquet',
    'p=a%252Fb%2520c%2525%253D%253A%253F%2523%2526%25C3%25A9/x.parquet',
  ],
  ["é😀?#+&!'()*", '%C3%A9%F0%9F%98%80%3F%23%2B%26%21%27%28%29%2A'],
])('%s is written as %s', (path, encoded) => {
  expect(encodePath(path)).toBe(encoded)
  expect(decodePath(encoded)).toBe(path)
})

test.each([
  ['letter=%252F%252520%2525f/a.parquet', 'letter=%2F%2520%25f/a.parquet'],
  ['a+b.parquet', 'a+b.parquet'],
  ['100%.parquet', '100%.parquet'],
  ['file:/lake/a%20b', '/lake/a b'],
  ['file:///lake/a', '/lake/a'],
  ['file://localhost/lake/a', '/lake/a'],
  ['s3://bucket/a%20b', 's3://bucket/a b'],
])('%s of another writer is %s, decoded once', (encoded, path) => {
  expect(decodePath(encoded)).toBe(path)
})

test('relative paths lie in the table, absolute ones where they say', () => {
  const storage = memoryStorage()
  expect(locateFile(storage, 'p=1/a%20b')).toBe('mem:/p=1/a b')
  expect(locateFile(storage, 'file:///lake/a')).toBe('/lake/a')
  expect(locateFile(storage, '/lake/a')).toBe('/lake/a')
  expect(locateFile(storage, 's3://bucket/a')).toBe('s3://bucket/a')
})
