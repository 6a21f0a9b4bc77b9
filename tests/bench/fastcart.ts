import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, measure, medianRound, runNode, type Usage } from './measure.ts'

const repository = join(import.meta.dirname, '../..')
const launcher = join(repository, 'dist/cli/launcher.cjs')
const rawScript = join(import.meta.dirname, 'fastcart-raw.mjs')

/**
 * FastCart into an empty lake: `gild run` and `gild build` (with the data tests) against the script that only writes
 * the same tables as Parquet. Each measurement is a process of its own, started anew.
 *   --orders 50000 (several are allowed; default 50,000 and 255,000: 200k and 1M events), --rounds 3
 */
export async function benchFastcart(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { orders: { type: 'string', multiple: true }, rounds: { type: 'string', default: '3' } },
  })
  if (!existsSync(launcher)) throw new Error('Run "npm run build" first: the built command line is measured.')
  for (const orders of (values.orders ?? ['50000', '255000']).map(Number)) {
    const folder = await mkdtemp(join(tmpdir(), 'gild-bench-'))
    try {
      await benchSize(folder, orders, Number(values.rounds))
    } finally {
      await rm(folder, { recursive: true })
    }
  }
}

async function benchSize(folder: string, orders: number, rounds: number): Promise<void> {
  for (const part of ['project.yml', 'models', 'macros', 'seeds', 'tests/data']) {
    await cp(join(repository, part), join(folder, part), { recursive: true })
  }
  const gild = (...args: readonly string[]): Command => ({ args: [launcher, ...args], cwd: folder })
  await runNode(gild('generate', 'fastcart', '--orders', String(orders), '--no-console'))

  const raw: Usage[] = []
  const run: Usage[] = []
  const build: Usage[] = []
  for (let round = 0; round < rounds; round++) {
    raw.push(await onEmpty(join(folder, 'raw'), rawCommand(folder)))
    run.push(await onEmpty(join(folder, 'lake/dev'), gild('run')))
    build.push(await onEmpty(join(folder, 'lake/dev'), gild('build')))
  }
  const events = await count(gild, "select count(*) as n from {{ ref('bronze_ecommerce_sales') }}")
  await sameGold(folder, gild)
  print(events, { raw, run, build })
}

function rawCommand(folder: string): Command {
  const topic = join(folder, 'lake/_topics/ecommerce-sales')
  return { args: [rawScript, topic, join(folder, 'raw')], cwd: repository }
}

async function onEmpty(folder: string, command: Command): Promise<Usage> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return measure(command)
}

type Gild = (...args: readonly string[]) => Command

/** The gold tables with all their columns. */
const gold = {
  'sales_performance/daily_product_revenue':
    'date, product_id, product_name, total_revenue, total_orders, total_quantity_sold, avg_order_value, min_price, max_price',
  'sales_performance/hourly_order_trends':
    'date, hour, orders_created_count, orders_completed_count, revenue_per_hour, avg_processing_time_minutes',
  'sales_performance/order_status_distribution':
    'date, status, status_count, status_percentage, total_revenue_by_status',
  'sales_performance/conversion_metrics':
    'date, total_orders_created, total_orders_shipped, total_orders_cancelled, conversion_rate, cancellation_rate',
  'sales_performance/payment_method_revenue':
    'date, payment_method, total_revenue, order_count, avg_order_value, payment_method_percentage',
  'sales_performance/top_products': 'ranking, rank, product_id, product_name, total_revenue, quantity_sold',
  'customer_analytics/top_customers':
    'customer_id, customer_email, total_spent, order_count, avg_order_value, first_order_date, last_order_date, customer_tenure_days',
  'customer_analytics/customer_segmentation':
    'segment, date, customer_count, total_revenue, avg_customer_value, segment_percentage',
  'customer_analytics/payment_method_preferences':
    'payment_method, payment_method_usage_count, payment_method_percentage, avg_order_value_by_method, total_revenue_by_method',
  'customer_analytics/geographic_analysis':
    'shipping_state, date, order_count_by_state, revenue_by_state, avg_order_value_by_state, unique_customers_by_state',
  'customer_analytics/customer_retention':
    'date, repeat_customer_count, one_time_customer_count, repeat_customer_percentage, repeat_customer_revenue, repeat_customer_revenue_percentage',
  'customer_analytics/processing_time_by_segment':
    'customer_segment, avg_processing_time_minutes, median_processing_time_minutes, min_processing_time_minutes, max_processing_time_minutes',
} as const

// A script that is fast because it computes something else would be no measure.
async function sameGold(folder: string, gild: Gild): Promise<void> {
  for (const [path, columns] of Object.entries(gold)) {
    const files = join(folder, 'raw/gold', path, '**/*.parquet')
    const ours = `select ${columns} from {{ ref('${basename(path)}') }}`
    const theirs = `select ${columns} from read_parquet('${files}', hive_partitioning = true)`
    const difference = `(${ours} except all ${theirs}) union all (${theirs} except all ${ours})`
    const n = await count(gild, `select count(*) as n from (${difference})`)
    if (n !== 0) throw new Error(`The two sides differ in ${n} rows of ${path}.`)
  }
}

// One number, as JSON on standard output.
async function count(gild: Gild, sql: string): Promise<number> {
  const output = await runNode(gild('show', '--inline', sql, '--log-format', 'json'))
  return Number((JSON.parse(output) as { readonly n: unknown }).n)
}

interface Measured {
  readonly raw: readonly Usage[]
  readonly run: readonly Usage[]
  readonly build: readonly Usage[]
}

function print(events: number, { raw, run, build }: Measured): void {
  const base = medianRound(raw)
  console.log(`\nFastCart, ${events.toLocaleString('en')} events, median of ${raw.length} rounds`)
  console.log('              wall s    ratio    cpu s    ratio    events/s    peak MB')
  for (const [name, rounds] of Object.entries({ 'raw DuckDB': raw, 'gild run': run, 'gild build': build })) {
    const { wallMs, cpuMs, peakMb } = medianRound(rounds)
    const cells = [
      (wallMs / 1000).toFixed(2).padStart(8),
      (wallMs / base.wallMs).toFixed(2).padStart(9),
      (cpuMs / 1000).toFixed(2).padStart(9),
      (cpuMs / base.cpuMs).toFixed(2).padStart(9),
      Math.round((events / wallMs) * 1000)
        .toLocaleString('en')
        .padStart(12),
      Math.round(peakMb).toLocaleString('en').padStart(11),
    ]
    console.log(`${name.padEnd(12)}${cells.join('')}`)
  }
}
