import { expect, test } from 'vitest'
import { openGithubReporter } from '../../../../src/cli/ci/github-reporter.ts'
import type { Reporter } from '../../../../src/cli/report/reporter.ts'
import { runCommandLine } from '../../../../src/cli/run-command-line.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import { cliHost } from '../../../support/cli-host.ts'
import { recordedRun } from '../../../support/recorded-run.ts'
import { testProject } from '../../../support/test-project.ts'

test('each problem of a run is one annotation, at its place from the root of the repository', async () => {
  const text = told(reporter => {
    for (const event of recordedRun) reporter.onEvent(event)
  })
  await expect(text).toMatchFileSnapshot('../../../golden/cli/github.txt')
})

test('what would end an annotation early is escaped', () => {
  const text = told(reporter =>
    reporter.onProblems(
      new GildError(
        'unknown-node',
        { name: '100%\nsure', closest: undefined },
        { at: { file: 'models/a,b:c.sql', line: 1, column: 2, endLine: 3, endColumn: 4 } },
      ),
    ),
  )
  expect(text).toContain('file=warehouse/models/a%2Cb%3Ac.sql,line=1,endLine=3,title=Unknown name::')
  expect(text).toContain('"100%25%0Asure"')
})

test('annotations are printed where GitHub runs the command, and nowhere else', async () => {
  await using project = await testProject({ 'models/a.sql': "select *\nfrom {{ ref('nothing') }}" })
  for (const [env, expected] of [
    [{ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: project.folder }, 1],
    [{}, 0],
  ] as const) {
    const host = cliHost({ cwd: project.folder, env })
    expect(await runCommandLine(['build'], host)).toBe(2)
    expect(host.printed.stderr.split('::error file=models/a.sql,line=2,')).toHaveLength(1 + expected)
  }
})

function told(tell: (reporter: Reporter) => void): string {
  let text = ''
  const workspace = '/repository'
  const projectFolder = '/repository/warehouse'
  tell(openGithubReporter({ write: line => (text += line), projectFolder, workspace }))
  return text
}
