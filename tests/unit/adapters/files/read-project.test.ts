import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readProject } from '../../../../src/adapters/files/read-project.ts'
import { testProject } from '../../../support/test-project.ts'

test('the project of a folder below it is found, with the files of its paths and no others', async () => {
  await using project = await testProject({
    'project.yml': 'name: shop\ntest-paths: [tests/data]\nmodel-paths: [./models/]\n',
    'models/gold/a.sql': 'select 1',
    'models/gold/a.yml': 'models: []',
    'models/notes.txt': 'x',
    'models/words.md': 'x',
    'models/.hidden/b.sql': 'x',
    'models/node_modules/b.sql': 'x',
    'seeds/s.csv': 'id\n',
    'tests/data/t.sql': 'select 1',
    'tests/unit/u.sql': 'x',
    'lake/dev/x.csv': 'x',
  })
  const { folder, files } = await readProject(join(project.folder, 'models', 'gold'))
  expect(folder).toBe(project.folder)
  expect([...files.keys()]).toEqual([
    'project.yml',
    'models/gold/a.sql',
    'models/gold/a.yml',
    'models/words.md',
    'seeds/s.csv',
    'tests/data/t.sql',
  ])
  expect(new TextDecoder().decode(files.get('models/gold/a.sql') as Uint8Array)).toBe('select 1')
})

test('without a project.yml there is no project', async () => {
  await using project = await testProject({ 'a/b.sql': 'x' })
  await project.remove('project.yml')
  await expect(readProject(join(project.folder, 'a'))).rejects.toMatchObject({ code: 'project-not-found' })
})

test('a file that cannot be read is named', async () => {
  await using project = await testProject({ 'models/b.sql': 'x' })
  // A link to itself: nobody can read it, not even root.
  await symlink(join(project.folder, 'models/a.sql'), join(project.folder, 'models/a.sql'))
  await expect(readProject(project.folder)).rejects.toMatchObject({ code: 'file-unreadable' })
})
