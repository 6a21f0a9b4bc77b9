import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { localFileTables } from '../../../../src/adapters/files/file-tables.ts'
import { testProject } from '../../../support/test-project.ts'

const files = {
  'data/a.parquet': 'a',
  'data/b.parquet': 'bb',
  'data/_part.parquet': '',
  'data/.hidden.parquet': '',
  'data/c.csv': '',
  'data/2024/01/d.parquet': '',
  'data/2024/02/e.parquet': '',
  'data/sub.parquet/f.csv': '',
}

test.each([
  ['data/a.parquet', ['data/a.parquet']],
  ['./data/a.parquet', ['data/a.parquet']],
  ['data/*.parquet', ['data/a.parquet', 'data/b.parquet']],
  ['data/[b-z].parquet', ['data/b.parquet']],
  ['data/?.csv', ['data/c.csv']],
  ['data/2024/*/*.parquet', ['data/2024/01/d.parquet', 'data/2024/02/e.parquet']],
  [
    'data/**/*.parquet',
    ['data/2024/01/d.parquet', 'data/2024/02/e.parquet', 'data/a.parquet', 'data/b.parquet'],
  ],
  ['data/none.parquet', []],
  ['none/*.parquet', []],
  // A folder is no file.
  ['data', []],
])('%s finds %j', async (location, expected) => {
  await using project = await testProject(files)
  const found = await localFileTables(project.folder).find(location)
  expect(found.map(({ name }) => name)).toEqual(expected)
  expect(found.map(({ path }) => path)).toEqual(expected.map(name => join(project.folder, name)))
})

test('an absolute location keeps absolute names; size and time are those of the file', async () => {
  await using project = await testProject(files)
  await utimes(join(project.folder, 'data/b.parquet'), 0, 1_700_000_000)
  const location = join(project.folder, 'data/b*')
  expect(await localFileTables('/elsewhere').find(location)).toEqual([
    {
      path: join(project.folder, 'data/b.parquet'),
      name: join(project.folder, 'data/b.parquet'),
      size: 2,
      modifiedAt: 1_700_000_000_000_000_000n,
    },
  ])
})

test('what a run has found once, it finds again', async () => {
  await using project = await testProject(files)
  const tables = localFileTables(project.folder)
  await tables.find('data/*.csv')
  await project.write({ 'data/later.csv': '' })
  expect(await tables.find('data/*.csv')).toHaveLength(1)
  expect(await localFileTables(project.folder).find('data/*.csv')).toHaveLength(2)
})
