import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { type ApiOptions, build } from '../../src/commands/api.ts'
import { type GenerateOptions, type GenerateResult, generate } from '../../src/commands/generate.ts'
import type { RunSummary } from '../../src/commands/run-plan.ts'
import type { NodeOutcome } from '../../src/ports/run-event.ts'
import type { Runtime } from '../../src/ports/runtime.ts'

const repository = join(import.meta.dirname, '../..')

/** The demo warehouse of this repository in a folder of its own, with an empty lake and no topics. */
export interface DemoProject extends AsyncDisposable {
  readonly folder: string
  /** Absolute, of the default target. */
  readonly lake: string
  /** Absolute. */
  readonly topics: string
  generate(options: Omit<GenerateOptions, 'streamsFolder'>): Promise<GenerateResult>
  build(options?: ApiOptions): Promise<RunSummary>
  /** Another target over the same topics, with a lake that is empty. */
  freshLake(): Promise<{ readonly target: string; readonly lake: string }>
}

/** When a demo project is built, unless a test says otherwise: what `now()` answers. */
export const frozenNow = '2025-11-09T16:00:00.000Z'

export async function demoProject(now: string = frozenNow): Promise<DemoProject> {
  const folder = await mkdtemp(join(tmpdir(), 'gild-demo-'))
  await copyDemo(folder)
  const lake = join(folder, 'lake/dev')
  const topics = join(folder, 'lake/_topics')
  const runtime = runtimeAt(now)
  return {
    folder,
    lake,
    topics,
    generate: options => generate({ ...options, streamsFolder: topics }, { runtime }),
    build: options => build({ projectDir: folder, runtime, ...options }),
    freshLake: () => freshLake(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Copies what makes the demo warehouse. */
export async function copyDemo(folder: string): Promise<void> {
  await mkdir(join(folder, 'tests'), { recursive: true })
  for (const part of ['project.yml', 'models', 'macros', 'seeds', 'tests/data']) {
    await cp(join(repository, part), join(folder, part), { recursive: true, force: true }).catch(error => {
      if (error.code !== 'ENOENT') throw error
    })
  }
}

/** The real clock and ids, with the run time frozen. */
export function runtimeAt(now: string): Runtime {
  return {
    clock: { now: () => Date.now() },
    ids: { uuid: () => crypto.randomUUID() },
    env: name => (name === 'GILD_NOW' ? now : process.env[name]),
  }
}

/** The outcome of a node by its name; throws when it has none. */
export function outcomeOf({ outcomes }: RunSummary, name: string): NodeOutcome {
  const found = outcomes.find(outcome => outcome.name === name)
  if (found === undefined) throw new Error(`no outcome of ${name}`)
  return found
}

/** Fails with the messages of whatever failed. */
export function expectGreen(summary: RunSummary): RunSummary {
  const bad = summary.outcomes.filter(({ status }) => ['error', 'fail', 'skipped'].includes(status))
  if (bad.length > 0)
    throw new Error(bad.map(({ name, status, message }) => `${name}: ${status}: ${message}`).join('\n'))
  return summary
}

let lakes = 0

async function freshLake(folder: string): Promise<{ readonly target: string; readonly lake: string }> {
  const file = join(folder, 'project.yml')
  const project = parseDocument(await readFile(file, 'utf8'))
  const target = `fresh${++lakes}`
  project.setIn(['targets', target], {
    lake: `lake/${target}`,
    streams: { type: 'log', path: 'lake/_topics' },
  })
  await writeFile(file, project.toString())
  return { target, lake: join(folder, 'lake', target) }
}
