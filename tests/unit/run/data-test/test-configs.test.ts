import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build, test as runTests } from '../../../../src/commands/api.ts'
import { show } from '../../../../src/commands/show.ts'
import type { NodeOutcome } from '../../../../src/ports/run-event.ts'
import { runtimeAt } from '../../../support/demo-project.ts'
import { type TestProject, testProject } from '../../../support/test-project.ts'

const runtime = runtimeAt('2025-01-31T12:00:00Z')

/** Ids 1 to 5, of which 4 and 5 are odd ones: their `kind` is null. */
const model =
  "{{ config(materialized='table') }} select i as id, case when i <= 3 then 'a' end as kind from range(1, 6) t(i)"

function withConfig(config: string): Readonly<Record<string, string>> {
  return {
    'models/m.sql': model,
    'models/m.yml': `models: [{name: m, columns: [{name: kind, data_tests: [{not_null: {name: t, config: ${config}}}]}]}]\n`,
  }
}

async function outcomeWith(config: string): Promise<NodeOutcome | undefined> {
  await using project = await testProject(withConfig(config))
  const { outcomes } = await build({ projectDir: project.folder, runtime })
  return outcomes.find(({ name }) => name === 't')
}

test.each([
  ['{}', { status: 'fail', failures: 2n }],
  ['{severity: warn}', { status: 'warn', failures: 2n }],
  ["{error_if: '> 2', warn_if: '> 1'}", { status: 'warn', failures: 2n }],
  ["{error_if: '> 2', warn_if: '> 2'}", { status: 'pass', failures: 2n }],
  ["{error_if: '>= 2'}", { status: 'fail', failures: 2n }],
  ["{where: 'id < 4'}", { status: 'pass', failures: 0n }],
  ["{where: 'id < 5'}", { status: 'fail', failures: 1n }],
  ['{limit: 1}', { status: 'fail', failures: 1n }],
  ["{fail_calc: 'count(*) * 10'}", { status: 'fail', failures: 20n }],
  ['{enabled: false}', undefined],
])('a data test with the config %s ends as it says', async (config, expected) => {
  const outcome = await outcomeWith(config)
  if (expected === undefined) expect(outcome).toBeUndefined()
  else expect(outcome).toMatchObject(expected)
})

test('data tests are selected by their own tags', async () => {
  await using project = await testProject(withConfig('{tags: [nightly]}'))
  const { outcomes } = await build({ projectDir: project.folder, runtime, exclude: ['tag:nightly'] })
  expect(outcomes.map(({ name }) => name)).toEqual(['m'])
})

async function stored(project: TestProject): Promise<readonly unknown[]> {
  const signal = new AbortController().signal
  const deps = { runtime, events: () => undefined, signal, version: '0' }
  const sql = "select * from {{ source('audit', 't') }}"
  const options = { projectDir: project.folder, show: { kind: 'inline' as const, sql }, limit: undefined }
  return (await show(options, deps)).rows
}

const audit = {
  'models/audit.yml': 'sources: [{name: audit, schema: dbt_test__audit, tables: [{name: t}]}]\n',
}

test('bad rows are kept as a table, replaced by each run and gone when the test passes', async () => {
  await using project = await testProject({ ...withConfig('{store_failures: true}'), ...audit })
  const options = { projectDir: project.folder, runtime }
  const first = await build(options)
  const outcome = first.outcomes.find(({ name }) => name === 't')
  expect(outcome?.message).toContain('They are kept in "dbt_test__audit/t".')
  expect(await stored(project)).toEqual([[null], [null]])
  await project.write(withConfig("{store_failures: true, where: 'id < 5', severity: warn}"))
  const second = await runTests(options)
  expect(second.outcomes[0]?.message).toBe('1 rows != 0, kept in "dbt_test__audit/t"')
  expect(await stored(project)).toEqual([[null]])
  await project.write(withConfig("{store_failures: true, where: 'id < 4'}"))
  expect((await runTests(options)).exitCode).toBe(0)
  expect(await stored(project)).toEqual([])
  const manifest = JSON.parse(await readFile(join(project.folder, 'target/manifest.json'), 'utf8'))
  const node = Object.values<Record<string, unknown>>(manifest.nodes).find(({ name }) => name === 't')
  expect(node?.relation_name).toBe('"dbt_test__audit"."t"')
})

test('the command line keeps the bad rows of tests whose config says nothing', async () => {
  const sql = 'select count(*), 7 as "a b" from {{ ref(\'m\') }} having count(*) > 3'
  await using project = await testProject({ 'models/m.sql': model, 'tests/t.sql': sql, ...audit })
  const options = { projectDir: project.folder, runtime, storeFailures: true }
  await build(options)
  expect(await stored(project)).toEqual([[5n, 7]])
  await project.write({ 'tests/t.sql': `{{ config(store_failures=false) }} ${sql.replace('7', '8')}` })
  const { outcomes } = await runTests(options)
  expect(outcomes[0]?.message).not.toContain('kept')
  expect(await stored(project)).toEqual([[5n, 7]])
})
