import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type CliResult, runCli } from '../support/cli.ts'
import { type DemoProject, demoProject, frozenNow } from '../support/demo-project.ts'
import { differences, eventLaw } from '../support/fastcart-check.ts'
import { lakeDifferences } from '../support/lake-reader.ts'
import { longRun, seeded } from '../support/seeded.ts'

const { seed, scale } = longRun()

/** Points of `generate` and of `build`, by tests/support/die-at.mjs; `at-any-time` is a moment of chance. */
const pointsOfGenerate = [
  'in-the-tail-of-the-log',
  'log-written-not-durable',
  'before-the-index-of-the-log',
  'before-the-watermark',
  'after-the-watermark',
]
const pointsOfBuild = [
  'before-staged-files-are-durable',
  'between-stage-and-commit',
  'after-a-commit',
  'before-a-checkpoint',
  'before-last-checkpoint',
  'after-last-checkpoint',
  'before-the-record-of-tests',
  'at-any-time',
]
const points = [...pointsOfGenerate, ...pointsOfBuild]
const kills = Math.max(points.length, Math.round(100 * scale))

test(
  `${kills} kills spread over ${points.length} points lose nothing and double nothing`,
  async () => {
    await using demo = await demoProject()
    const state: State = { demo, random: seeded(seed), orders: 0, hits: new Map() }
    await more(state)
    await using reader = readTables(demo.lake)
    for (let kill = 0; kill < kills; kill++) {
      const point = points[kill % points.length] ?? ''
      await (pointsOfGenerate.includes(point) ? killGenerate(state, point) : killBuild(state, point))
      await plainRerun(state)
      expect(await eventLaw(demo), `after kill ${kill} at ${point}`).toEqual({
        lost: 0n,
        doubled: 0n,
        unaccounted: 0n,
      })
      if ((kill + 1) % 10 === 0) console.log(`${kill + 1} of ${kills} kills`)
    }
    expect(await differences(demo), 'gold against the independent computation').toEqual([])
    await compareWithFullBuild(state)
    const seen = await reader.stop()
    expect(seen.broken).toEqual([])
    expect(seen.reads).toBeGreaterThan(kills)
    const least = Math.floor(kills / points.length)
    expect([...state.hits].filter(([, hits]) => hits < least)).toEqual([])
    expect(state.hits.size).toBe(points.length)
    console.log(
      `kills by point (seed ${seed}):`,
      Object.fromEntries(state.hits),
      `reads meanwhile: ${seen.reads}`,
    )
  },
  180 * 60_000,
)

test(
  'two builds at once publish each batch once',
  async () => {
    await using demo = await demoProject()
    const state: State = { demo, random: seeded(seed + 1), orders: 0, hits: new Map() }
    for (let round = 0; round < Math.max(2, Math.round(10 * scale)); round++) {
      await more(state)
      const both = await Promise.all([gild(state, ['build']), gild(state, ['build'])])
      expect(
        both.map(({ exitCode }) => exitCode),
        both.map(({ stderr }) => stderr).join('\n'),
      ).toEqual([0, 0])
      expect(await eventLaw(demo)).toEqual({ lost: 0n, doubled: 0n, unaccounted: 0n })
    }
    expect(await differences(demo)).toEqual([])
  },
  30 * 60_000,
)

interface State {
  readonly demo: DemoProject
  readonly random: () => number
  /** That the topic shall have. */
  orders: number
  readonly hits: Map<string, number>
}

async function more(state: State, env: Record<string, string> = {}): Promise<CliResult> {
  state.orders += 200 + Math.floor(state.random() * 300)
  return generate(state, env)
}

function generate(state: State, env: Record<string, string> = {}): Promise<CliResult> {
  const args = [
    'generate',
    'fastcart',
    '--orders',
    String(state.orders),
    '--dirty',
    '5',
    '--seed',
    '7',
    '--no-console',
  ]
  return gild(state, args, env)
}

function gild(
  { demo }: State,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CliResult> {
  const preload = join(import.meta.dirname, '../support/die-at.mjs')
  const nodeArgs = env.GILD_DIE_AT === undefined ? [] : ['--import', preload]
  return runCli(args, { cwd: demo.folder, nodeArgs, env: { GILD_NOW: frozenNow, ...env } })
}

async function killGenerate(state: State, point: string): Promise<void> {
  const nth = 1 + Math.floor(state.random() * 3)
  const { exitCode } = await more(state, { GILD_DIE_AT: `${point}:${nth}` })
  if (exitCode !== null) return killGenerate(state, point)
  hit(state, point)
}

// A checkpoint is written every tenth commit: new events come in until the point is reached.
async function killBuild(state: State, point: string): Promise<void> {
  for (let round = 0; round < 30; round++) {
    await more(state)
    const { exitCode } = await (point === 'at-any-time' ? buildAndKill(state) : buildUntil(state, point))
    if (exitCode === null) return hit(state, point)
  }
  throw new Error(`no build reached ${point}`)
}

function buildUntil(state: State, point: string): Promise<CliResult> {
  const nth = /commit|durable/.test(point) ? 1 + Math.floor(state.random() * 5) : 1
  return gild(state, ['build'], { GILD_DIE_AT: `${point}:${nth}` })
}

function buildAndKill({ demo, random }: State): Promise<CliResult> {
  const delay = 300 + random() * 1500
  const onStart = (child: ChildProcess) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), delay)
    child.on('close', () => clearTimeout(timer))
  }
  return runCli(['build'], { cwd: demo.folder, env: { GILD_NOW: frozenNow }, onStart })
}

function hit({ hits }: State, point: string): void {
  hits.set(point, (hits.get(point) ?? 0) + 1)
}

async function plainRerun(state: State): Promise<void> {
  const generated = await generate(state)
  expect(generated.exitCode, generated.stderr).toBe(0)
  const built = await gild(state, ['build'])
  expect(built.exitCode, built.stderr).toBe(0)
}

async function compareWithFullBuild({ demo }: State): Promise<void> {
  const fresh = await demo.freshLake()
  const built = await runCli(['build', '--target', fresh.target], {
    cwd: demo.folder,
    env: { GILD_NOW: frozenNow },
  })
  expect(built.exitCode, built.stderr).toBe(0)
  expect(await lakeDifferences(demo.lake, fresh.lake, /^_timestamp$/)).toEqual([])
}

interface Reader extends AsyncDisposable {
  stop(): Promise<{ readonly reads: number; readonly broken: readonly string[] }>
}

// Another implementation, in another process, reads every table while the kills happen.
function readTables(lake: string): Reader {
  const python = process.env.GILD_PYTHON
  if (python === undefined) throw new Error('GILD_PYTHON is not set: run this suite by npm run test:long')
  const script = join(import.meta.dirname, 'read-tables.py')
  const child = spawn(python, [script, lake], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
  })
  const closed = new Promise<void>(resolve => child.on('close', () => resolve()))
  return {
    async stop() {
      child.stdin.end()
      await closed
      return JSON.parse(output)
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await Promise.race([closed, sleep(5000)])
      child.kill('SIGKILL')
    },
  }
}
