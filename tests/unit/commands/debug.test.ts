import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'
import { testProject } from '../../support/test-project.ts'

test('debug names what a run needs, and writes nothing', async () => {
  await using project = await testProject({ 'models/a.sql': 'select 1 as x' })
  const { stdout, exitCode } = await debug(project.folder)
  expect(exitCode, stdout).toBe(0)
  const lines = stdout.trimEnd().split('\n')
  expect(lines.every(line => line.startsWith('  ✓ '))).toBe(true)
  expect(lines.map(line => line.slice(4).split(' ')[0])).toEqual(
    'gild node project target threads lake streams models engine'.split(' '),
  )
  expect(stdout).toContain(`lake      ${join(project.folder, 'lake/dev')} (the first build makes it)`)
  expect(stdout).toMatch(/engine {4}DuckDB v\d/)
  expect(readdirSync(project.folder).sort()).toEqual(['models', 'project.yml'])
})

test('what is wrong has its hint, and what follows from it is not looked at', async () => {
  await using project = await testProject({
    'project.yml': 'name: shop\ntargets: {dev: {lake: blocked/lake}}\n',
    blocked: 'a file',
    'models/a.sql': "select * from {{ ref('b') }}",
    'models/bb.sql': 'select 1 as x',
  })
  const { stdout, exitCode } = await debug(project.folder)
  expect(exitCode).toBe(1)
  const [folder, existing] = ['blocked/lake', 'blocked'].map(path => join(project.folder, path))
  expect(stdout).toContain(
    `✗ lake      The folder of the lake, "${folder}", cannot be made: "${existing}" cannot be written, or is no folder.\n    hint: `,
  )
  expect(stdout).toContain('✗ models    ')
  expect(stdout).toContain('hint: Did you mean "bb"?')
  expect(stdout).not.toContain('engine')
  const nowhere = await debug('/nowhere')
  expect(nowhere.stdout).toContain('✗ project   There is no project.yml in "/nowhere" or above it.')
})

async function debug(cwd: string) {
  const host = { ...cliHost({ cwd }), runtime: processRuntime() }
  const exitCode = await runCommandLine(['debug'], host)
  return { ...host.printed, exitCode }
}
