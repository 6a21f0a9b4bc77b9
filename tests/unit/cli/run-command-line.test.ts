import { expect, test } from 'vitest'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'

test('a misspelt command is one error on stderr, and exit code 2', async () => {
  const { host, exitCode } = await gild('biuld')
  expect(exitCode).toBe(2)
  expect(host.printed).toEqual({
    stdout: '',
    stderr: 'error[unknown-command]: gild has no command "biuld".\n  hint: Did you mean "gild build"?\n',
  })
})

test('help is data, no command at all is a mistake', async () => {
  const help = await gild('--help')
  expect(help.exitCode).toBe(0)
  expect(help.host.printed.stdout).toContain('Usage: gild')
  const nothing = await gild()
  expect(nothing.exitCode).toBe(2)
  expect(nothing.host.printed.stdout).toBe('')
  expect(nothing.host.printed.stderr).toContain('Usage: gild')
})

test('a folder without a project is named', async () => {
  const { host, exitCode } = await gild('ls', '--project-dir', '/nowhere')
  expect(exitCode).toBe(2)
  expect(host.printed.stderr).toContain(
    'error[project-not-found]: There is no project.yml in "/nowhere" or above it.',
  )
})

test('an error of a command is JSON when its log is', async () => {
  const build = await gild('build', '--project-dir', '/nowhere', '--log-format', 'json')
  expect(JSON.parse(build.host.printed.stdout)).toMatchObject({
    event: 'error',
    error: { code: 'project-not-found' },
  })
  expect(build.host.printed.stderr).toBe('')
  const ls = await gild('ls', '--project-dir', '/nowhere', '--log-format', 'json')
  expect(ls.host.printed.stdout).toBe('')
  expect(JSON.parse(ls.host.printed.stderr)).toMatchObject({
    event: 'error',
    error: { code: 'project-not-found' },
  })
})

test('bad vars and nothing to show are found before the project is read', async () => {
  expect((await gild('build', '--vars', '[1]')).host.printed.stderr).toContain('error[invalid-vars]')
  expect((await gild('show')).host.printed.stderr).toContain('error[nothing-to-show]')
  expect((await gild('show', 'orders', '--inline', 'select 1')).host.printed.stderr).toContain(
    'error[nothing-to-show]',
  )
})

async function gild(...argv: string[]) {
  const host = cliHost()
  return { host, exitCode: await runCommandLine(argv, host) }
}
