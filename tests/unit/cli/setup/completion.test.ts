import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../../../src/cli/run-command-line.ts'
import { cliHost } from '../../../support/cli-host.ts'

test.each([
  ['gild bu', ['build']],
  ['gild table hi', ['history']],
  ['gild generate ', ['fastcart', '--project-dir']],
  ['gild --project-dir x build --fu', ['--full-refresh']],
  ['gild build -s ord', ['orders', 'ordered_items']],
  ['gild show ord', ['orders', 'ordered_items']],
  ['gild table history --li', ['--limit']],
])('bash completes "%s"', async (line, expected) => {
  const script = await completion('bash')
  expect(completeInBash(script, line)).toEqual(expect.arrayContaining(expected))
})

test('bash offers nothing that does not fit', async () => {
  expect(completeInBash(await completion('bash'), 'gild bu')).toEqual(['build'])
})

test('zsh takes the same script, fish has its own', async () => {
  expect(await completion('zsh')).toMatch(
    /^#compdef gild\nautoload -U \+X bashcompinit && bashcompinit\n_gild\(\)/,
  )
  const fish = (await completion('fish')).trimEnd().split('\n')
  expect(fish.every(line => line.startsWith('complete -c gild '))).toBe(true)
  expect(fish).toContain(
    "complete -c gild -f -n '__fish_seen_subcommand_from table; and not __fish_seen_subcommand_from history' -a history -d 'list the versions of a table'",
  )
})

test('another shell is an error', async () => {
  const host = cliHost()
  expect(await runCommandLine(['completion', 'tcsh'], host)).toBe(2)
  expect(host.printed.stderr).toContain('error[unknown-shell]')
})

async function completion(shell: string): Promise<string> {
  const host = cliHost()
  expect(await runCommandLine(['completion', shell], host)).toBe(0)
  return host.printed.stdout
}

// What the shell would offer at the end of the line, where the project has two models.
function completeInBash(script: string, line: string): readonly string[] {
  const words = line.split(' ')
  const list = words.map(word => `'${word}'`).join(' ')
  const program = `gild() { printf 'orders\\nordered_items\\n'; }
${script}
COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}
_gild
printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['--norc', '-c', program], { encoding: 'utf8' }).trimEnd().split('\n')
}
