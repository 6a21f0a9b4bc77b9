import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installPackages } from '../../../src/adapters/files/install-packages.ts'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'
import { type TestProject, testProject } from '../../support/test-project.ts'

/** The project is in `shop/`, packages are beside it. */
const files = {
  'shop/project.yml': 'name: shop\n',
  'shop/packages.yml': 'packages:\n  - local: ../utils\n',
  'shop/models/a.sql': "select {{ utils.double('day') }} as x from {{ ref('utils', 'calendar') }}",
  'utils/dbt_project.yml': 'name: utils\nversion: 1.0.0\nconfig-version: 2\nprofile: any\n',
  'utils/packages.yml': 'packages: [{ local: ../dates }]\n',
  'utils/models/calendar.sql': "{{ config(materialized='table') }} select {{ dates.first() }} as day",
  'utils/macros/double.sql': '{% macro double(x) %}{{ x }} * 2{% endmacro %}',
  'dates/project.yml': 'name: dates\n',
  'dates/macros/first.sql': '{% macro first() %}21{% endmacro %}',
}

test('local packages and those that they need are linked, locked, built and cleaned', async () => {
  await using folder = await testProject(files)
  const before = await gild(folder, 'ls')
  expect(before.exitCode).toBe(2)
  expect(before.stderr).toContain('error[package-not-installed]: The package "../utils" is not installed.')
  expect(before.stderr).toContain('hint: Install it: gild deps')

  const installed = await gild(folder, 'deps')
  expect(installed).toMatchObject({ exitCode: 0, stdout: 'dbt_packages/utils\ndbt_packages/dates\n' })
  expect(installed.stderr).toBe('Installed 2 packages: utils from ../utils, dates from ../dates.\n')
  expect(readlinkSync(join(folder.folder, 'shop/dbt_packages/utils'))).toBe('../../utils')
  expect(read(folder, 'shop/package-lock.yml')).toBe(
    'packages:\n  - local: ../utils\n    name: utils\n  - local: ../dates\n    name: dates\n',
  )

  expect((await gild(folder, 'build')).stderr).toContain('PASS 2 WARN 0 ERROR 0')
  // A link shows a change in the package at once.
  await folder.write({
    'dates/macros/first.sql': '{% macro first() %}22{% endmacro %}',
    'utils/lake/t/_delta_log/0.json': '',
  })
  expect((await gild(folder, 'build')).stderr).toContain('PASS 2 WARN 0 ERROR 0')
  expect((await gild(folder, 'show', 'a', '--output', 'csv')).stdout).toBe('x\n44\n')

  expect((await gild(folder, 'clean')).stdout).toBe('dbt_packages\ntarget\n')
  expect(readdirSync(join(folder.folder, 'utils')).sort()).toEqual(
    ['dbt_project.yml', 'lake', 'macros', 'models', 'packages.yml'].sort(),
  )
})

test('what is not named any more is removed, and what gild did not make is left alone', async () => {
  await using folder = await testProject(files)
  await gild(folder, 'deps')
  await folder.write({ 'shop/dbt_packages/own/README.md': 'mine' })
  await folder.write({ 'shop/packages.yml': 'packages: [{ local: ../dates }]\n' })
  expect((await gild(folder, 'deps')).stderr).toBe(
    'Removed utils: not in packages.yml any more.\nInstalled 1 package: dates from ../dates.\n',
  )
  expect(readdirSync(join(folder.folder, 'shop/dbt_packages')).sort()).toEqual(['dates', 'own'])
  expect((await gild(folder, 'clean')).stdout).toBe('dbt_packages\n')
  expect(read(folder, 'shop/dbt_packages/own/README.md')).toBe('mine')
})

test('a folder that gild did not make is in the way', async () => {
  await using folder = await testProject({ ...files, 'shop/dbt_packages/dates/x.txt': 'mine' })
  const result = await gild(folder, 'deps')
  expect(result.stderr).toContain(
    'error[package-folder-taken]: "dbt_packages/dates" is in the way of a package',
  )
  expect(existsSync(join(folder.folder, 'shop/dbt_packages/utils'))).toBe(false)
})

test('a project without packages has nothing to install', async () => {
  await using folder = await testProject({ 'shop/project.yml': 'name: shop\n' })
  expect(await gild(folder, 'deps')).toMatchObject({
    exitCode: 0,
    stderr: 'packages.yml names no package: nothing to install.\n',
  })
  expect(readdirSync(join(folder.folder, 'shop'))).toEqual(['project.yml'])
})

test.each(['dependencies.yml', 'packages.yml'])('packages are named in %s', async file => {
  const { 'shop/packages.yml': text, ...others } = files
  await using folder = await testProject({ ...others, [`shop/${file}`]: text })
  expect((await gild(folder, 'deps')).exitCode).toBe(0)
  expect((await gild(folder, 'ls', '--resource-type', 'model')).stdout).toBe('utils.calendar\nshop.a\n')
})

test('a package is copied, without what it has built, where there are no links', async () => {
  await using folder = await testProject({
    ...files,
    'utils/target/x.json': '',
    'utils/lake/t/x': '',
    'utils/.git/x': '',
  })
  const installPath = join(folder.folder, 'shop/dbt_packages')
  const packages = [{ name: 'utils', folder: join(folder.folder, 'utils') }]
  const link = async () => {
    throw new Error('EPERM')
  }
  expect(await installPackages({ installPath, packages, installed: new Set(), link })).toEqual({
    copied: ['utils'],
    removed: [],
  })
  expect(lstatSync(join(installPath, 'utils')).isDirectory()).toBe(true)
  expect(readdirSync(join(installPath, 'utils')).sort()).toEqual(
    ['dbt_project.yml', 'macros', 'models', 'packages.yml'].sort(),
  )
  // The next time it is known as a copy, and replaced.
  await writeFile(join(installPath, 'utils/old.txt'), '')
  await installPackages({ installPath, packages, installed: new Set(['utils']) })
  expect(lstatSync(join(installPath, 'utils')).isSymbolicLink()).toBe(true)
})

test('a project that is reached through a link is linked from where it really is', async () => {
  await using folder = await testProject(files)
  await mkdir(join(folder.folder, 'deep/er'), { recursive: true })
  await symlink(join(folder.folder, 'shop'), join(folder.folder, 'deep/er/shop'))
  const host = { ...cliHost({ cwd: join(folder.folder, 'deep/er/shop') }), runtime: processRuntime() }
  expect(await runCommandLine(['deps'], host)).toBe(0)
  expect(existsSync(join(folder.folder, 'shop/dbt_packages/dates/project.yml'))).toBe(true)
})

test.each([
  [
    'unsupported',
    'packages:\n  - git: https://example.com/x.git\n    revision: 1.0.0\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n  - tarball: https://example.com/x.tar.gz\n    name: x\n',
  ],
  ['not-found', 'packages:\n  - local: ../util\n'],
  ['no-kind', 'packages:\n  - locale: ../utils\n  - name: utils\n'],
  ['duplicate', 'packages:\n  - local: ../utils\n  - local: ../other/utils\n'],
  ['cycle', 'packages:\n  - local: ../circle\n'],
  ['itself', 'packages:\n  - local: .\n'],
])('packages that cannot be installed: %s', async (name, packages) => {
  await using folder = await testProject({
    ...files,
    'shop/packages.yml': packages,
    'other/utils/project.yml': 'name: utils\n',
    'circle/project.yml': 'name: circle\n',
    'circle/packages.yml': 'packages:\n  - local: ../round\n',
    'round/project.yml': 'name: round\n',
    'round/packages.yml': 'packages:\n  - local: ../circle\n',
  })
  const result = await gild(folder, 'deps')
  expect(result).toMatchObject({ exitCode: 2, stdout: '' })
  const text = result.stderr.replaceAll(folder.folder, '<folder>')
  await expect(text).toMatchFileSnapshot(`../../golden/packages/${name}.txt`)
})

async function gild({ folder }: TestProject, ...argv: string[]) {
  const host = { ...cliHost({ cwd: join(folder, 'shop') }), runtime: processRuntime() }
  const exitCode = await runCommandLine(argv, host)
  return { ...host.printed, exitCode }
}

function read({ folder }: TestProject, file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}
