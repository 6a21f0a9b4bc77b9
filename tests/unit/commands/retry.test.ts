import { readFileSync } from 'node:fs'
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

  async function gild(...argv: string[]) {
    const host = { ...cliHost({ cwd: project.folder }), runtime: processRuntime() }
    const exitCode = await runCommandLine(argv, host)
    return { ...host.printed, exitCode }
  }

  function statuses(): object {
    const text = readFileSync(join(project.folder, 'target/run_results.json'), 'utf8')
    const { results } = JSON.parse(text) as { results: { unique_id: string; status: string }[] }
    return Object.fromEntries(results.map(({ unique_id, status }) => [unique_id.split('.').at(-1), status]))
  }
})
