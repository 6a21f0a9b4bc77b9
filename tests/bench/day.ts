import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { parseDocument } from 'yaml'
import { copyDemo } from '../support/demo-project.ts'
import { naiveSelect } from '../support/naive-delta.ts'
import { type DayRun, printDay } from './day-report.ts'
import { gildIn, inTempFolder } from './gild.ts'
import { measureOutput, runNode } from './measure.ts'
import { finishedNodes } from './run-log.ts'

const dayMs = 24 * 60 * 60 * 1000
const gold = [
  'sales_performance/daily_product_revenue',
  'sales_performance/hourly_order_trends',
  'sales_performance/order_status_distribution',
  'sales_performance/conversion_metrics',
  'sales_performance/payment_method_revenue',
  'sales_performance/top_products',
  'customer_analytics/top_customers',
  'customer_analytics/customer_segmentation',
  'customer_analytics/payment_method_preferences',
  'customer_analytics/geographic_analysis',
  'customer_analytics/customer_retention',
  'customer_analytics/processing_time_by_segment',
]

/**
 * What one more day of FastCart (50,000 orders, 200,000 events) costs on the days before it: the build of that day
 * as a share of a build of all days into an empty lake, and what each model took and read. Throws when the gold tables
 * of both differ.
 *   --days 30 (of history), --daily (a build for each of them, not one for all), --memory 4GB (of the engine)
 * 30 days take about 10 GB of the temporary folder.
 */
export async function benchDay(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '30' },
      daily: { type: 'boolean', default: false },
      memory: { type: 'string', default: '4GB' },
    },
  })
  const days = Number(values.days)
  await inTempFolder(async folder => {
    await copyDemo(folder)
    await writeTargets(folder, values.memory)
    const now = Date.now()
    const history = values.daily ? await buildDaily(folder, days, now) : await buildAtOnce(folder, days, now)
    await generate(folder, days + 1)
    const increment = await build(folder, { target: 'dev', now: now + dayMs })
    const full = await build(folder, { target: 'full', now: now + dayMs })
    await sameGold(join(folder, 'lake/dev'), join(folder, 'lake/full'))
    printDay({ days, history, increment, full })
  })
}

async function buildAtOnce(folder: string, days: number, now: number): Promise<DayRun> {
  await generate(folder, days)
  return build(folder, { target: 'dev', now })
}

// The nodes of the last of these days, the times of all.
async function buildDaily(folder: string, days: number, now: number): Promise<DayRun> {
  let all = await buildAtOnce(folder, 1, now - (days - 1) * dayMs)
  for (let day = 2; day <= days; day++) {
    const { usage, nodes } = await buildAtOnce(folder, day, now - (days - day) * dayMs)
    const wallMs = all.usage.wallMs + usage.wallMs
    const cpuMs = all.usage.cpuMs + usage.cpuMs
    all = { usage: { wallMs, cpuMs, peakMb: Math.max(all.usage.peakMb, usage.peakMb) }, nodes }
  }
  return all
}

// A second target over the same topic, because a build into an empty lake may not disturb the lake it is compared to.
async function writeTargets(folder: string, memory: string): Promise<void> {
  const file = join(folder, 'project.yml')
  const project = parseDocument(await readFile(file, 'utf8'))
  const streams = { type: 'log', path: 'lake/_topics' }
  for (const target of ['dev', 'full']) {
    project.setIn(['targets', target], { lake: `lake/${target}`, streams, memory })
  }
  await writeFile(file, project.toString())
}

async function generate(folder: string, days: number): Promise<void> {
  await runNode(gildIn(folder)('generate', 'fastcart', '--days', String(days), '--no-console'))
}

interface BuildOptions {
  readonly target: 'dev' | 'full'
  /** What `now()` answers, milliseconds since the epoch. */
  readonly now: number
}

async function build(folder: string, { target, now }: BuildOptions): Promise<DayRun> {
  const gild = gildIn(folder, { GILD_NOW: new Date(now).toISOString() })
  const { usage, output } = await measureOutput(gild('build', '--target', target, '--log-format', 'json'))
  return { usage, nodes: finishedNodes(output) }
}

async function sameGold(incremental: string, full: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })
  const connection = await instance.connect()
  try {
    await connection.run("set global timezone = 'UTC'")
    for (const path of gold) {
      const [a, b] = [incremental, full].map(lake => naiveSelect(join(lake, 'gold', path)))
      const reader = await connection.runAndReadAll(
        `select count(*) as n from (((${a}) except all (${b})) union all ((${b}) except all (${a})))`,
      )
      const [row] = reader.getRowObjects()
      if (row?.n !== 0n) throw new Error(`The day and the full build differ in ${row?.n} rows of ${path}.`)
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
