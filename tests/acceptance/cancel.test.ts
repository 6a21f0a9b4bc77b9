import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { type TestProject, testProject } from '../support/test-project.ts'

// Hours of work in a few megabytes: every pair of two ranges is looked at, none is kept.
const heavy = `{{ config(materialized='table') }}
select count(*) as n
from range(10000000) as a(x), range(1000000) as b(y)
where (a.x * 31 + b.y) % 1000003 = 1000004
`

test.each([
  { models: 12, threads: 4, running: 4, after: 'at once', delay: 0 },
  { models: 12, threads: 4, running: 4, after: 'while they run', delay: 400 },
  { models: 8, threads: 8, running: 8, after: 'while they run', delay: 400 },
  { models: 8, threads: 12, running: 8, after: 'at once', delay: 0 },
])(
  'Ctrl-C $after ends $models heavy models on $threads threads: nothing is published, all are accounted for',
  async ({ models, threads, running, delay }) => {
    await using files = await project(models)
    const { exitCode, stdout, stderr } = await interruptedBuild(files, { threads, running, delay })
    expect(exitCode, stderr).toBe(130)

    const results = await runResults(files)
    expect(results.map(({ unique_id }) => unique_id).sort()).toEqual(namesOf(models))
    expect(results.every(({ status }) => status === 'skipped')).toBe(true)
    const messages = results.map(({ message }) => message)
    expect(messages.filter(message => message === 'cancelled')).toHaveLength(running)
    expect(messages.filter(message => message === 'the run was stopped')).toHaveLength(models - running)

    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line))
        .at(-1),
    ).toMatchObject({
      event: 'run_finished',
      cancelled: true,
      skip: models,
      total: models,
    })
    expect(await filesBelow(join(files.folder, 'lake'))).toEqual([])
    expect(await readdir(join(files.folder, 'tmp'))).toEqual([])
  },
)

async function project(models: number): Promise<TestProject> {
  const names = Array.from({ length: models }, (_, i) => `models/${nameOf(i)}.sql`)
  const files = await testProject(Object.fromEntries(names.map(name => [name, heavy])))
  await mkdir(join(files.folder, 'tmp'))
  return files
}

interface Interruption {
  readonly threads: number
  /** Nodes that have started when Ctrl-C comes. */
  readonly running: number
  /** Between their start and Ctrl-C, milliseconds. */
  readonly delay: number
}

function interruptedBuild({ folder }: TestProject, { threads, running, delay }: Interruption) {
  return runCli(['build', '--threads', String(threads), '--log-format', 'json'], {
    cwd: folder,
    env: { TMPDIR: join(folder, 'tmp') },
    onStart(child) {
      let seen = ''
      let sent = false
      child.stdout?.on('data', async text => {
        seen += text
        if (sent || seen.split('"event":"node_started"').length <= running) return
        sent = true
        await wait(delay)
        child.kill('SIGINT')
      })
    },
  })
}

async function runResults({ folder }: TestProject) {
  const text = await readFile(join(folder, 'target/run_results.json'), 'utf8')
  const { results } = JSON.parse(text) as {
    results: { unique_id: string; status: string; message: string }[]
  }
  return results
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter(entry => !entry.isDirectory()).map(entry => join(entry.parentPath, entry.name))
}

function namesOf(models: number): readonly string[] {
  return Array.from({ length: models }, (_, i) => `model.shop.${nameOf(i)}`).sort()
}

function nameOf(i: number): string {
  return `heavy_${String(i + 1).padStart(2, '0')}`
}
