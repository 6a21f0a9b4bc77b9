import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJunitReporter } from '../../../../src/cli/ci/junit-reporter.ts'
import { junitXml } from '../../../../src/cli/ci/junit-xml.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import { recordedRun } from '../../../support/recorded-run.ts'
import { testProject } from '../../../support/test-project.ts'

test('a run is one suite for each kind of node, with what failed and its first bad rows', async () => {
  await using files = await testProject({})
  const file = join(files.folder, 'reports/junit.xml')
  const reporter = openJunitReporter(file)
  for (const event of recordedRun) reporter.onEvent(event)
  reporter.close()
  reporter.close()
  await expect(readFileSync(file, 'utf8')).toMatchFileSnapshot('../../../golden/cli/junit.xml')
})

test('what ends a command outside of any node is an error of the project', () => {
  const problems = [
    new GildError('unknown-node', { name: 'a<b', closest: undefined }, { at: { file: 'x.sql' } }),
  ]
  const xml = junitXml({ project: 'shop', outcomes: [], elapsedMs: 0, problems })
  expect(xml).toContain('<testsuites name="gild" tests="1" failures="0" errors="1" skipped="0" time="0.000">')
  expect(xml).toContain('type="unknown-node"')
  expect(xml).toContain('source or test &quot;a&lt;b&quot;.\n--&gt; x.sql')
})

test('characters that XML cannot hold are replaced', () => {
  const xml = junitXml({ project: 'a\u0001b', outcomes: [], elapsedMs: 0, problems: ['x\u0000y'] })
  expect(xml).toContain('a\ufffdb')
  expect(xml).toContain('x\ufffdy')
})

test('a file that cannot be written is an error', async () => {
  await using files = await testProject({ blocked: 'a file' })
  const reporter = openJunitReporter(join(files.folder, 'blocked/junit.xml'))
  expect(() => reporter.close()).toThrow(expect.objectContaining({ code: 'output-unwritable' }))
})
