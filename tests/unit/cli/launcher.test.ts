import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { testProject } from '../../support/test-project.ts'

const root = join(import.meta.dirname, '../../..')
const atExit = (code: string) =>
  `data:text/javascript,process.on('exit',()=>process.stderr.write(String(${encodeURIComponent(code)})))`

test('--version prints the version of the package', async () => {
  expect(await launch(['--version']).ended).toEqual({
    stdout: `${packageJson.version}\n`,
    stderr: '',
    exitCode: 0,
  })
})

test('the launcher starts by itself, and sizes the pool before anything else', () => {
  const [first, second] = readFileSync(join(root, 'src/cli/launcher.cts'), 'utf8').split('\n')
  expect(first).toBe('#!/usr/bin/env node')
  expect(second).toContain('process.env.UV_THREADPOOL_SIZE =')
})

test.each([
  [undefined, '64'],
  ['8', '64'],
  ['100', '100'],
  ['many', '64'],
])('with UV_THREADPOOL_SIZE=%s the pool has %s threads', async (size, expected) => {
  const imports = ['--import', atExit('process.env.UV_THREADPOOL_SIZE')]
  const { stderr } = await launch(['--version'], { env: { UV_THREADPOOL_SIZE: size }, imports }).ended
  expect(stderr).toBe(expected)
})

test('a reader that stops reading is no error', async () => {
  const { child, ended } = launch(['--help'])
  child.stdout.destroy()
  const { stderr, exitCode } = await ended
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
})

test('Ctrl-C ends a command cleanly with exit code 130', async () => {
  await using project = await testProject({})
  const argv = [
    'generate',
    'fastcart',
    '--min-delay',
    '30',
    '--max-delay',
    '31',
    '--project-dir',
    project.folder,
  ]
  const { child, ended } = launch(argv)
  while (!existsSync(join(project.folder, 'lake/_topics/ecommerce-sales'))) await wait(50)
  child.kill('SIGINT')
  const { stderr, exitCode } = await ended
  expect(stderr).toContain('Cancelling. Press Ctrl-C again to stop at once.')
  expect(exitCode).toBe(130)
}, 30_000)

interface LaunchOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly imports?: readonly string[]
}

function launch(argv: readonly string[], { env = {}, imports = [] }: LaunchOptions = {}) {
  const args = ['--import', 'tsx', ...imports, join(root, 'src/cli/launcher.cts'), ...argv]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (printed.stdout += chunk))
  child.stderr.on('data', chunk => (printed.stderr += chunk))
  const ended = new Promise<{ stdout: string; stderr: string; exitCode: number | null }>(done => {
    child.on('close', exitCode => done({ ...printed, exitCode }))
  })
  return { child, ended }
}
