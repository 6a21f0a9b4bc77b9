import { expect, test } from 'vitest'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'
import { testProject } from '../../support/test-project.ts'

test('generate says what it wrote, and that there is nothing to write', async () => {
  await using project = await testProject({})
  const first = await generate(project.folder, '--orders', '20')
  expect(first.exitCode).toBe(0)
  expect(first.stdout).toBe('')
  expect(first.stderr).toMatch(/^Wrote \d+ events of 20 new orders to "ecommerce-sales" in .*a second\.\n/)
  expect(first.stderr).toContain('It has 20 orders in 3 partitions now (seed 42).\n')
  const second = await generate(project.folder, '--orders', '20')
  expect(second.stderr).toBe('Nothing to write: "ecommerce-sales" has 20 orders already.\n')
})

test('generate prints messages as data when asked to, and nothing with --no-console', async () => {
  await using project = await testProject({})
  const shown = await generate(project.folder, '--orders', '5', '--output-console', '-q')
  const messages = shown.stdout.trimEnd().split('\n')
  expect(messages.length).toBeGreaterThan(5)
  for (const message of messages) expect(JSON.parse(message)).toHaveProperty('order_id')
  expect(shown.stderr).toBe('')
  const silent = await generate(project.folder, '--more', '5', '--output-console', '--no-console')
  expect(silent).toEqual({ stdout: '', stderr: '', exitCode: 0 })
})

test('generate answers a program with one line of JSON', async () => {
  await using project = await testProject({})
  const { stdout } = await generate(
    project.folder,
    '--orders',
    '5',
    '--topic',
    'other',
    '--log-format',
    'json',
  )
  expect(JSON.parse(stdout)).toMatchObject({
    topic: 'other',
    partitions: 3,
    orders_before: 0,
    orders: 5,
    cancelled: false,
  })
})

test('a number that the generator cannot use is a usage error', async () => {
  await using project = await testProject({})
  const { stderr, exitCode } = await generate(project.folder, '--orders', '5', '--dirty', '120')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('--dirty is 120, but must be a percentage of 0 to 100.')
})

async function generate(folder: string, ...argv: string[]) {
  const host = { ...cliHost({ cwd: folder }), runtime: processRuntime() }
  const exitCode = await runCommandLine(['generate', 'fastcart', ...argv], host)
  return { ...host.printed, exitCode }
}
