import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type LayeredModel, layeredModels, layeredProject } from '../support/layered-models.ts'
import { testProject } from '../support/test-project.ts'
import { type Gild, gildIn, inTempFolder } from './gild.ts'
import { type Command, measure, medianRound, type Usage } from './measure.ts'

const repository = join(import.meta.dirname, '../..')
const rawScript = join(import.meta.dirname, 'nodes-raw.mjs')

/** As many as gild runs nodes at a time unless told otherwise. */
const connections = 4

/**
 * What a node costs: builds of many small views and of many small Delta tables beside the same statements sent to
 * DuckDB, and a second build of tables that have not changed. `gild ls` is what the start and the parse take.
 *   --models 500, --unchanged 1000, --rounds 3
 */
export async function benchNodes(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      models: { type: 'string', default: '500' },
      unchanged: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const rounds = Number(values.rounds)
  console.log(`\nSmall models without data tests, median of ${rounds} rounds`)
  console.log('                                     wall s    ms a node    above ls    cpu s    peak MB')
  for (const materialized of ['view', 'table'] as const) {
    await benchBuilds({ models: Number(values.models), materialized, rounds })
  }
  await benchUnchanged(Number(values.unchanged), rounds)
}

interface Builds {
  readonly models: number
  readonly materialized: 'view' | 'table'
  readonly rounds: number
}

async function benchBuilds({ models, materialized, rounds }: Builds): Promise<void> {
  await using project = await testProject(layeredProject({ models, materialized }))
  const gild = gildIn(project.folder)
  const lake = join(project.folder, 'lake')
  await inTempFolder(async folder => {
    const raw = await rawCommand(folder, { models, materialized })
    const times: Record<'raw' | 'ls' | 'build', Usage[]> = { raw: [], ls: [], build: [] }
    for (let round = 0; round < rounds; round++) {
      times.raw.push(await measure(raw))
      times.ls.push(await measure(gild('ls')))
      await rm(lake, { recursive: true, force: true })
      times.build.push(await measure(gild('build')))
    }
    const what = `${models} ${materialized}s`
    const above = medianRound(times.ls)
    printLine(`${what}, raw DuckDB`, { models, rounds: times.raw })
    printLine(`${what}, gild ls`, { models, rounds: times.ls })
    printLine(`${what}, gild build`, { models, rounds: times.build, above })
  })
}

async function benchUnchanged(models: number, rounds: number): Promise<void> {
  await using project = await testProject(layeredProject({ models, materialized: 'table' }))
  const gild: Gild = gildIn(project.folder)
  const first = await measure(gild('build'))
  const ls: Usage[] = []
  const second: Usage[] = []
  for (let round = 0; round < rounds; round++) {
    ls.push(await measure(gild('ls')))
    second.push(await measure(gild('build')))
  }
  const above = medianRound(ls)
  printLine(`${models} tables, first build`, { models, rounds: [first], above })
  printLine(`${models} tables, gild ls`, { models, rounds: ls })
  printLine(`${models} tables, second build`, { models, rounds: second, above })
}

async function rawCommand(
  folder: string,
  { models, materialized }: Pick<Builds, 'models' | 'materialized'>,
): Promise<Command> {
  const all = layeredModels(models)
  const statement = materialized === 'view' ? createView : copyTable
  const file = join(folder, 'statements.json')
  const tables = join(folder, 'tables')
  await mkdir(tables)
  const layers = layersOf(all).map(layer => layer.map(model => statement(model, tables)))
  await writeFile(file, JSON.stringify(layers))
  // Views share one catalog, which takes one change at a time.
  return { args: [rawScript, file, String(materialized === 'view' ? 1 : connections)], cwd: repository }
}

function createView({ name, sql }: LayeredModel): string {
  return `create view ${name} as ${sql(read => read)}`
}

function copyTable({ name, sql }: LayeredModel, folder: string): string {
  const fileOf = (table: string) => join(folder, `${table}.parquet`)
  return `copy (${sql(read => `read_parquet('${fileOf(read)}')`)}) to '${fileOf(name)}' (format parquet)`
}

/** Models by how many layers lie below them. */
function layersOf(models: readonly LayeredModel[]): readonly (readonly LayeredModel[])[] {
  const depths = new Map<string, number>()
  const layers: LayeredModel[][] = []
  for (const model of models) {
    const depth = Math.max(-1, ...model.reads.map(read => depths.get(read) ?? 0)) + 1
    depths.set(model.name, depth)
    layers[depth] = [...(layers[depth] ?? []), model]
  }
  return layers
}

interface Line {
  readonly models: number
  readonly rounds: readonly Usage[]
  /** What is taken off for the fourth column. */
  readonly above?: Usage
}

function printLine(name: string, { models, rounds, above }: Line): void {
  const { wallMs, cpuMs, peakMb } = medianRound(rounds)
  const cells = [
    (wallMs / 1000).toFixed(2).padStart(9),
    (wallMs / models).toFixed(2).padStart(13),
    (above === undefined ? '' : ((wallMs - above.wallMs) / models).toFixed(2)).padStart(12),
    (cpuMs / 1000).toFixed(2).padStart(9),
    peakMb.toFixed(0).padStart(11),
  ]
  console.log(`${name.padEnd(34)}${cells.join('')}`)
}
