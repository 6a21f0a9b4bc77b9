import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { frozenNow } from './demo-project.ts'
import { naiveSelect } from './naive-delta.ts'

export interface Built {
  readonly lake: string
  readonly topics: string
}

/** Tables by what the independent computation calls them. */
const gold = {
  daily_product_revenue: 'gold/sales_performance/daily_product_revenue',
  hourly_order_trends: 'gold/sales_performance/hourly_order_trends',
  order_status_distribution: 'gold/sales_performance/order_status_distribution',
  conversion_metrics: 'gold/sales_performance/conversion_metrics',
  payment_method_revenue: 'gold/sales_performance/payment_method_revenue',
  top_products: 'gold/sales_performance/top_products',
  top_customers: 'gold/customer_analytics/top_customers',
  customer_segmentation: 'gold/customer_analytics/customer_segmentation',
  payment_method_preferences: 'gold/customer_analytics/payment_method_preferences',
  geographic_analysis: 'gold/customer_analytics/geographic_analysis',
  customer_retention: 'gold/customer_analytics/customer_retention',
  processing_time_by_segment: 'gold/customer_analytics/processing_time_by_segment',
}

// Events that came clean have nothing to report.
const mayBeEmpty: readonly string[] = ['rejected', 'quality_report']

/**
 * How the tables of a lake differ from tests/support/fastcart-oracle.sql over the raw log: rows only in one of both,
 * by table. Empty when they agree. `ingestedAt` is the run time of the build.
 */
export async function differences(
  { lake, topics }: Built,
  ingestedAt = frozenNow,
): Promise<readonly string[]> {
  return withDuckDb(async connection => {
    await runOracle(connection, topics, ingestedAt)
    const found: string[] = []
    for (const [name, path] of Object.entries(gold)) {
      const table = `select * from (${naiveSelect(join(lake, path))})`
      found.push(...(await compare(connection, name, [table, `select * from oracle_${name}`])))
    }
    const orders = `(${naiveSelect(join(lake, 'silver/orders'))})`
    found.push(...(await compareOrders(connection, orders)))
    const rejected = `(${naiveSelect(join(lake, 'silver/ecommerce_sales_rejected'))})`
    const ours = `select _partition, _offset, list_sort(rejection_reasons) from ${rejected}`
    found.push(...(await compare(connection, 'rejected', [ours, 'select * from oracle_rejected'])))
    found.push(...(await compareReport(connection, join(lake, 'silver/ecommerce_sales_quality_report'))))
    return found
  })
}

/** Events of the log that no table accounts for, and records that bronze holds more or less than once. */
export async function eventLaw({
  lake,
  topics,
}: Built): Promise<{ readonly lost: bigint; readonly doubled: bigint; readonly unaccounted: bigint }> {
  return withDuckDb(async connection => {
    const log = `read_csv('${topics}/ecommerce-sales/*/*.log', delim = '\\t', quote = '', escape = '', header = false,
      auto_detect = false, filename = true, max_line_size = 67108864,
      columns = {'o': 'BIGINT', 'ms': 'BIGINT', 'k': 'VARCHAR', 'h': 'VARCHAR', 'v': 'VARCHAR'})`
    await connection.run(
      `create temp table log as select parse_path(filename)[-2]::integer as p, o from ${log}`,
    )
    await connection.run(`create temp view bronze as ${naiveSelect(join(lake, 'bronze/ecommerce_sales'))}`)
    await connection.run(`create temp view silver as ${naiveSelect(join(lake, 'silver/ecommerce_sales'))}`)
    await connection.run(
      `create temp view rejected as ${naiveSelect(join(lake, 'silver/ecommerce_sales_rejected'))}`,
    )
    const reader = await connection.runAndReadAll(`select
      (select count(*) from log anti join bronze on p = _partition and o = _offset) as lost,
      (select count(*) from bronze) - (select count(*) from (select distinct _partition, _offset from bronze)) as doubled,
      (select count(*) from bronze) - (select count(*) from rejected) - (
        select count(*) from (select distinct order_id, try_cast("timestamp" as timestamptz) from bronze
          anti join rejected using (_partition, _offset))
      ) - ((select count(*) from bronze) - (select count(*) from rejected) - (select count(*) from silver)) as unaccounted`)
    const [row] = reader.getRowObjects()
    return {
      lost: row?.lost as bigint,
      doubled: row?.doubled as bigint,
      unaccounted: row?.unaccounted as bigint,
    }
  })
}

async function runOracle(connection: DuckDBConnection, topics: string, ingestedAt: string): Promise<void> {
  await connection.run(`set variable topic = '${join(topics, 'ecommerce-sales')}'`)
  await connection.run(`set variable ingested_at = timestamptz '${ingestedAt}'`)
  const sql = await readFile(join(import.meta.dirname, 'fastcart-oracle.sql'), 'utf8')
  await connection.run(sql)
}

// The oracle names the columns of the address without "shipping_".
function compareOrders(connection: DuckDBConnection, orders: string): Promise<readonly string[]> {
  const columns =
    'order_id, created_at, created_date, pending_at, shipped_at, processing_minutes, last_event_at, event_count'
  const final =
    'status, cancellation_reason, product_id, product_name, quantity, price, total, customer_id, customer_email'
  const address = ['street', 'city', 'state', 'zip_code', 'country']
  const ours = `select ${columns}, ${final}, payment_method, ${address.map(a => `shipping_${a}`).join(', ')} from ${orders}`
  const theirs = `select ${columns}, ${final}, payment_method, ${address.join(', ')} from oracle_silver_orders`
  return compare(connection, 'silver_orders', [ours, theirs])
}

// The days of the report are those of the runs, which the log does not know.
function compareReport(connection: DuckDBConnection, report: string): Promise<readonly string[]> {
  const ours = `select outcome, reason, sum(event_count) from (${naiveSelect(report)}) group by all`
  return compare(connection, 'quality_report', [ours, 'select * from oracle_quality_report'])
}

async function compare(
  connection: DuckDBConnection,
  name: string,
  [ours, theirs]: readonly [string, string],
): Promise<readonly string[]> {
  const reader = await connection.runAndReadAll(`select
    (select count(*) from (${ours})) as n,
    (select count(*) from ((${ours}) except all (${theirs}))) as a,
    (select count(*) from ((${theirs}) except all (${ours}))) as b`)
  const [row] = reader.getRowObjects()
  if (row?.n === 0n && !mayBeEmpty.includes(name)) return [`${name}: empty`]
  return row?.a === 0n && row.b === 0n
    ? []
    : [`${name}: ${row?.a} rows only in the table, ${row?.b} only in the log`]
}

async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run("set global timezone = 'UTC'")
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
