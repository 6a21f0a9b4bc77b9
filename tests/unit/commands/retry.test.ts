import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'
import { testProject } from '../../support/test-project.ts'

const table = "{{ config(materialized='table') }} "

test('retry runs what failed or was skipped, with the variables of the last run, until all is well', async () => {
  await using project = await testProject({
    'models/good.sql': `${table}select 1 as x`,
    'models/bad.sql': `${table}select colum as x from {{ ref('good') }} where {{ var('keep') }}`,
    'models/child.sql': `${table}select x from {{ ref('bad') }}`,
    'models/grandchild.sql': `${table}select x from {{ ref('child') }}`,
  })
  const gild = (...argv: string[]) => gildIn(project.folder, ...argv)
  const statuses = () => statusesIn(project.folder)
  expect((await gild('retry')).stderr).toContain('error[no-last-run]')
  expect((await gild('build', '--vars', '{keep: true}')).exitCode).toBe(1)
  expect(await gild('retry')).toMatchObject({ exitCode: 1 })
  expect(statuses()).toEqual({ bad: 'error', child: 'skipped', grandchild: 'skipped' })
  await project.write({ 'models/bad.sql': `${table}select x from {{ ref('good') }} where {{ var('keep') }}` })
  const retried = await gild('retry')
  expect(retried.exitCode, retried.stderr).toBe(0)
  expect(statuses()).toEqual({ bad: 'success', child: 'success', grandchild: 'success' })
  expect(await gild('retry')).toMatchObject({
    exitCode: 0,
    stderr: 'Nothing to retry: the last run went well.\n',
  })
})

test('retry keeps bad rows when the last run did, or when it is told to', async () => {
  await using project = await testProject({
    'models/a.sql': `${table}select 1 as x`,
    'models/a.yml':
      'models: [{name: a, columns: [{name: x, data_tests: [{accepted_values: {values: [2]}}]}]}]\n',
  })
  const audit = () => existsSync(join(project.folder, 'lake/dev/dbt_test__audit'))
  expect((await gildIn(project.folder, 'build')).exitCode).toBe(1)
  await gildIn(project.folder, 'retry')
  expect(audit()).toBe(false)
  await gildIn(project.folder, 'retry', '--store-failures')
  expect(audit()).toBe(true)
  rmSync(join(project.folder, 'lake/dev/dbt_test__audit'), { recursive: true })
  await gildIn(project.folder, 'retry')
  expect(audit()).toBe(true)
})

test('retry runs what failed after everything, although every node was well', async () => {
  const onRunEnd = (sql: string) => ({ 'project.yml': `name: shop\non-run-end: ${sql}\n` })
  await using project = await testProject({ ...onRunEnd('select nothing'), 'models/a.sql': 'select 1 as x' })
  expect((await gildIn(project.folder, 'build')).exitCode).toBe(1)
  await project.write(onRunEnd('select 1'))
  expect((await gildIn(project.folder, 'retry')).exitCode).toBe(0)
  expect(statusesIn(project.folder)).toEqual({ 'shop-on-run-end-0': 'success' })
  expect((await gildIn(project.folder, 'retry')).stderr).toContain('Nothing to retry')
})

async function gildIn(folder: string, ...argv: string[]) {
  const host = { ...cliHost({ cwd: folder }), runtime: processRuntime() }
  const exitCode = await runCommandLine(argv, host)
  return { ...host.printed, exitCode }
}

function statusesIn(folder: string): object {
  const text = readFileSync(join(folder, 'target/run_results.json'), 'utf8')
  const { results } = JSON.parse(text) as { results: { unique_id: string; status: string }[] }
  return Object.fromEntries(results.map(({ unique_id, status }) => [unique_id.split('.').at(-1), status]))
}
