import { expect, test } from 'vitest'
import { estimateFrom, type RunRecord, readLastRun } from '../../../src/commands/last-run.ts'
import { openSettings } from '../../../src/commands/open-project.ts'
import { testProject } from '../../support/test-project.ts'

const runtime = { clock: { now: () => 0 }, ids: { uuid: () => '' }, env: () => undefined }
const record: RunRecord = {
  command: 'build',
  fullRefresh: false,
  vars: {},
  elapsedMs: 4000,
  results: [
    { id: 'model.shop.a', status: 'success', executionMs: 6000 },
    { id: 'model.shop.b', status: 'success', executionMs: 2000 },
    { id: 'test.shop.c', status: 'skipped', executionMs: 0 },
  ],
}

test('an estimate knows the nodes of the run, and how many ran at a time last', () => {
  expect(estimateFrom(record, ['model.shop.a', 'test.shop.c'])).toEqual({
    nodeMs: new Map([['model.shop.a', 6000]]),
    parallel: 2,
  })
})

test('a run that did nothing is no base for an estimate', () => {
  const results = record.results.map(result => ({ ...result, status: 'no-op', executionMs: 3 }))
  expect(estimateFrom({ ...record, results }, ['model.shop.a'])).toBeUndefined()
})

test('run results that are missing, broken or of another shape are no last run', async () => {
  await using project = await testProject({})
  const settings = await openSettings({ projectDir: project.folder }, runtime)
  expect(await readLastRun(settings)).toBeUndefined()
  for (const text of ['{"results": [', '[]', '{"results": {}}']) {
    await project.write({ 'target/run_results.json': text })
    expect(await readLastRun(settings)).toBeUndefined()
  }
  const results = [
    { unique_id: 'model.shop.a', status: 'success', execution_time: 1.5 },
    { status: 'success' },
  ]
  await project.write({ 'target/run_results.json': JSON.stringify({ results, args: { which: 'docs' } }) })
  expect(await readLastRun(settings)).toEqual({
    command: undefined,
    fullRefresh: false,
    vars: {},
    elapsedMs: 0,
    results: [{ id: 'model.shop.a', status: 'success', executionMs: 1500 }],
  })
})
