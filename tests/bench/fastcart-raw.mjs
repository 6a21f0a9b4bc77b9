// The fastest way we know to write FastCart's tables as plain Parquet with DuckDB: what gild is measured against. It
// starts from the same segment files and writes the same columns and partitions, but it trusts every message, keeps no
// log, tests nothing, and reads everything again each time.
//   node fastcart-raw.mjs <topic folder> <output folder>
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const [topic, out] = process.argv.slice(2)
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
const run = sql => connection.run(sql)
const table = path => {
  mkdirSync(join(out, path), { recursive: true })
  return join(out, path)
}
const file = path => join(table(path), 'part-0.parquet')
const step = async (name, work) => {
  const start = performance.now(),
    cpu = process.cpuUsage()
  await work()
  if (process.env.STEPS)
    console.error(
      `${(process.cpuUsage(cpu).user / 1000 + process.cpuUsage(cpu).system / 1000).toFixed(0)} cpu ms ${name.padEnd(28)}${(performance.now() - start).toFixed(0).padStart(7)} ms`,
    )
}
const flat = "format parquet, per_thread_output, filename_pattern 'part-{uuid}'"
const partitioned = columns =>
  `format parquet, partition_by (${columns}), filename_pattern 'part-{uuid}', hive_file_pattern true`

const files = readdirSync(topic, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(topic, name))
      .filter(file => file.endsWith('.log'))
      .map(file => ({ partition: Number(name), path: join(topic, name, file) })),
  )
const today = new Date().toISOString().slice(0, 10)
const structure = JSON.stringify({
  order_id: 'VARCHAR',
  timestamp: 'VARCHAR',
  product_id: 'VARCHAR',
  product_name: 'VARCHAR',
  quantity: 'INTEGER',
  price: 'DOUBLE',
  total: 'DOUBLE',
  customer_id: 'VARCHAR',
  customer_email: 'VARCHAR',
  payment_method: 'VARCHAR',
  shipping_address: {
    street: 'VARCHAR',
    city: 'VARCHAR',
    state: 'VARCHAR',
    zip_code: 'VARCHAR',
    country: 'VARCHAR',
  },
  status: 'VARCHAR',
  cancellation_reason: 'VARCHAR',
})

await run("set timezone = 'UTC'; set preserve_insertion_order = false")

await step('bronze', async () => {
  const folder = table(`bronze/ecommerce_sales/ingestion_date=${today}`)
  await run(`copy (
    select
      'ecommerce-sales' as _topic,
      case filename ${files.map(f => `when '${f.path}' then ${f.partition}`).join(' ')} end as _partition,
      o as _offset, make_timestamptz(ms * 1000) as _timestamp, k as _key,
      case when h <> '' then list_transform(from_json(h, '[["VARCHAR"]]'),
        lambda x: struct_pack("key" := x[1], "value" := from_base64(x[2]))) end as _headers, v as _raw, null::blob as _raw_bytes,
      null::varchar as _parse_error, null::varchar as _rescued, unnest(fields), now() as ingestion_timestamp
    from (
      select *, from_json(v, '${structure}') as fields
      from read_csv([${files.map(f => `'${f.path}'`)}], delim = '\\t', quote = '', escape = '', header = false,
        auto_detect = false, filename = true, nullstr = '\\x10N', max_line_size = 67108864,
        columns = {'o': 'BIGINT', 'ms': 'BIGINT', 'k': 'VARCHAR', 'h': 'VARCHAR', 'v': 'VARCHAR'})
    )
  ) to '${folder}' (${flat})`)
})

await step('silver', async () => {
  const bronze = join(out, 'bronze/ecommerce_sales/*/*.parquet')
  await run(`create temp view events as
    select * replace (
      try_cast(price as decimal(12, 2)) as price, try_cast(total as decimal(12, 2)) as total,
      try_cast(timestamp as timestamptz) as timestamp
    ) from read_parquet('${bronze}', hive_partitioning = true)`)
  const rejected =
    '_parse_error is not null or order_id is null or customer_id is null or total is null or total = 0 or timestamp is null'
  await run(`create temp table repeated as
    select order_id, timestamp, max((ingestion_timestamp, _partition, _offset)) as kept
    from events where not (${rejected}) group by all having count(*) > 1`)
  await run(`create temp table sales as
    select
      order_id, timestamp, product_id, product_name, quantity, price, total, customer_id, customer_email,
      payment_method, shipping_address.street as shipping_street, shipping_address.city as shipping_city,
      shipping_address.state as shipping_state, shipping_address.zip_code as shipping_zip_code,
      shipping_address.country as shipping_country, status, cancellation_reason,
      make_timestamp(epoch_us(timestamp))::date as event_date,
      coalesce(
        abs(total - price * quantity) <= 0.01 and quantity > 0
        and status in ('pending', 'confirmed', 'processing', 'shipped', 'cancelled')
        and epoch_us(timestamp) <= epoch_us(ingestion_timestamp) + 300000000,
        false
      ) as data_quality_score,
      _partition, _offset, ingestion_timestamp, ingestion_date, now() as silver_ingestion_timestamp,
      current_date as silver_ingestion_date
    from events left join repeated using (order_id, timestamp)
    where not (${rejected}) and (kept is null or (ingestion_timestamp, _partition, _offset) = kept)`)
  await run(
    `copy sales to '${table('silver/ecommerce_sales')}' (${partitioned('silver_ingestion_date, status')})`,
  )
  await run(`create temp table rejected as
    select
      _topic, _partition, _offset, _timestamp, _key, _raw, _raw_bytes, _parse_error, _rescued,
      list_filter([
        case when _parse_error is not null then 'not_parseable' end,
        case when order_id is null then 'order_id_missing' end,
        case when customer_id is null then 'customer_id_missing' end,
        case when total is null or total = 0 then 'total_missing_or_zero' end,
        case when timestamp is null then 'timestamp_invalid' end
      ], lambda r: r is not null) as rejection_reasons,
      order_id, timestamp, customer_id, total, status, ingestion_timestamp, ingestion_date,
      now() as silver_ingestion_timestamp, current_date as silver_ingestion_date
    from events where ${rejected}`)
  await run(
    `copy rejected to '${table('silver/ecommerce_sales_rejected')}' (${partitioned('silver_ingestion_date')})`,
  )
})

await step('orders', async () => {
  await run(`create temp table orders as
    with lives as (
      select
        order_id, count(*) as event_count, min(timestamp) as first_event_at, max(timestamp) as last_event_at,
        min(timestamp) filter (status = 'pending') as pending_at,
        max(timestamp) filter (status = 'shipped') as shipped_at
      from sales where data_quality_score group by order_id
    )
    select
      order_id, coalesce(pending_at, first_event_at) as created_at,
      make_timestamp(epoch_us(coalesce(pending_at, first_event_at)))::date as created_date, pending_at, shipped_at,
      make_timestamp(epoch_us(shipped_at))::date as shipped_date,
      (epoch_us(shipped_at) - epoch_us(pending_at)) / 60000000 as processing_minutes, first_event_at, last_event_at,
      event_count,
      status, cancellation_reason, product_id, product_name, quantity, price, total, customer_id, customer_email,
      payment_method, shipping_street, shipping_city, shipping_state, shipping_zip_code, shipping_country
    from lives join sales using (order_id)
    where last_event_at = timestamp and data_quality_score`)
  await run(`copy orders to '${table('silver/orders')}' (${partitioned('created_date')})`)
})

await step('gold', async () => {
  const sales = 'gold/sales_performance'
  await run(`copy (
    select
      shipped_date as date, product_id, product_name, sum(total)::decimal(18, 2) as total_revenue,
      count(*) as total_orders, sum(quantity)::bigint as total_quantity_sold,
      sum(total)::double / count(*) as avg_order_value, min(price) as min_price, max(price) as max_price
    from orders where status = 'shipped' group by all
  ) to '${table(`${sales}/daily_product_revenue`)}' (${partitioned('date')})`)
  await run(`copy (
    with final as (
      select event_date, status, order_id, arg_max(total, timestamp) as total
      from sales where data_quality_score group by all
    ),
    entered as (
      select event_date, status, count(*) as n, sum(total) as revenue from final group by all
    )
    select
      event_date as date, status, coalesce(n, 0) as status_count,
      100 * coalesce(n, 0) / (sum(n) over (partition by event_date))::bigint as status_percentage,
      coalesce(revenue, 0)::decimal(18, 2) as total_revenue_by_status
    from (select distinct event_date from entered)
    cross join (select unnest(['pending', 'confirmed', 'processing', 'shipped', 'cancelled']) as status)
    left join entered using (event_date, status)
  ) to '${table(`${sales}/order_status_distribution`)}' (${partitioned('date')})`)
  await run(`copy (
    with moments as (
      select
        created_date as date, hour(make_timestamp(epoch_us(pending_at)))::integer as hour, 1 as created,
        0 as completed, null as total, null as us
      from orders where pending_at is not null
      union all
      select
        shipped_date, hour(make_timestamp(epoch_us(shipped_at)))::integer, 0, 1, total,
        epoch_us(shipped_at) - epoch_us(pending_at)
      from orders where status = 'shipped'
    )
    select
      date, hour, sum(created)::bigint as orders_created_count, sum(completed)::bigint as orders_completed_count,
      coalesce(sum(total), 0)::decimal(18, 2) as revenue_per_hour,
      sum(us)::double / (60000000 * count(us)) as avg_processing_time_minutes
    from moments group by all
  ) to '${table(`${sales}/hourly_order_trends`)}' (${partitioned('date')})`)
  await run(`copy (
    select
      created_date as date, count(*) as total_orders_created,
      count(*) filter (where status = 'shipped') as total_orders_shipped,
      count(*) filter (where status = 'cancelled') as total_orders_cancelled,
      100 * count(*) filter (where status = 'shipped') / count(*) as conversion_rate,
      100 * count(*) filter (where status = 'cancelled') / count(*) as cancellation_rate
    from orders group by all
  ) to '${table(`${sales}/conversion_metrics`)}' (${partitioned('date')})`)
  // Two tables need the same groups.
  await run(`create temp table methods as
    select
      created_date, payment_method, count(*) as n, sum(total) as total,
      sum(total) filter (where status = 'shipped') as revenue
    from orders group by all`)
  await run(`copy (
    select
      created_date as date, payment_method, coalesce(revenue, 0)::decimal(18, 2) as total_revenue, n as order_count,
      total::double / n as avg_order_value,
      100 * n / (sum(n) over (partition by created_date))::bigint as payment_method_percentage
    from methods
  ) to '${table(`${sales}/payment_method_revenue`)}' (${partitioned('date')})`)
  await run(`copy (
    with products as (
      select product_id, product_name, sum(total)::decimal(18, 2) as total_revenue, sum(quantity)::bigint as quantity_sold
      from orders where status = 'shipped' group by all
    )
    select
      'revenue' as ranking, row_number() over (order by total_revenue desc, product_id, product_name) as rank, *
    from products qualify rank <= 10
    union all
    select
      'quantity' as ranking, row_number() over (order by quantity_sold desc, product_id, product_name) as rank, *
    from products qualify rank <= 10
  ) to '${file(`${sales}/top_products`)}' (format parquet)`)
})

await step('customers', async () => {
  const analytics = 'gold/customer_analytics'
  await run(`create temp table customers as
    select
      *, case when spent > 500 then 'high_value' when spent >= 100 then 'medium_value' else 'low_value' end as segment
    from (
      select
        customer_id, count(*) as n, count(*) filter (where status <> 'cancelled') as kept,
        coalesce(sum(total) filter (where status <> 'cancelled'), 0) as spent,
        coalesce(sum(total) filter (where status = 'shipped'), 0) as revenue,
        min(created_date) as first_order_date, max(created_date) as last_order_date
      from orders group by customer_id
    )`)
  await run(`copy customers to '${file('silver/customers')}' (format parquet)`)
  await run('set variable last_day = (select make_timestamp(epoch_us(max(last_event_at)))::date from orders)')
  const today = "getvariable('last_day')"
  await run(`copy (
    with top as (select * from customers order by spent desc, customer_id limit 20)
    select
      customer_id, customer_email, spent::decimal(18, 2) as total_spent, n as order_count,
      spent::double / nullif(kept, 0) as avg_order_value, first_order_date, last_order_date,
      ${today} - first_order_date as customer_tenure_days
    from top join (
      select customer_id, arg_max(customer_email, (created_at, order_id)) as customer_email
      from orders semi join top using (customer_id) group by customer_id
    ) using (customer_id)
  ) to '${file(`${analytics}/top_customers`)}' (format parquet)`)
  await run(`copy (
    select
      segment, ${today} as date, count(customer_id) as customer_count,
      coalesce(sum(revenue), 0)::decimal(18, 2) as total_revenue,
      sum(spent)::double / nullif(count(customer_id), 0) as avg_customer_value,
      100 * count(customer_id) / (select count(*) from customers) as segment_percentage
    from (select unnest(['high_value', 'medium_value', 'low_value']) as segment) left join customers using (segment)
    group by segment
  ) to '${file(`${analytics}/customer_segmentation`)}' (format parquet)`)
  await run(`copy (
    select
      payment_method, sum(n)::bigint as payment_method_usage_count,
      100 * sum(n)::bigint / (sum(sum(n)) over ())::bigint as payment_method_percentage,
      sum(total)::double / sum(n)::bigint as avg_order_value_by_method,
      coalesce(sum(revenue), 0)::decimal(18, 2) as total_revenue_by_method
    from methods group by payment_method
  ) to '${file(`${analytics}/payment_method_preferences`)}' (format parquet)`)
  await run(`copy (
    select
      shipping_state, ${today} as date, count(*) as order_count_by_state,
      coalesce(sum(total) filter (where status = 'shipped'), 0)::decimal(18, 2) as revenue_by_state,
      sum(total)::double / count(*) as avg_order_value_by_state,
      count(distinct customer_id) as unique_customers_by_state
    from orders group by shipping_state order by order_count_by_state desc, shipping_state limit 10
  ) to '${file(`${analytics}/geographic_analysis`)}' (format parquet)`)
  await run(`copy (
    select
      ${today} as date, count(*) filter (where n > 1) as repeat_customer_count,
      count(*) filter (where n = 1) as one_time_customer_count,
      100 * count(*) filter (where n > 1) / nullif(count(*), 0) as repeat_customer_percentage,
      coalesce(sum(revenue) filter (where n > 1), 0)::decimal(18, 2) as repeat_customer_revenue,
      (100 * coalesce(sum(revenue) filter (where n > 1), 0))::double / nullif(sum(revenue)::double, 0)
        as repeat_customer_revenue_percentage
    from customers
  ) to '${file(`${analytics}/customer_retention`)}' (format parquet)`)
  await run(`copy (
    select
      segment as customer_segment, sum(us)::double / (60000000 * count(*)) as avg_processing_time_minutes,
      median(us) / 60000000 as median_processing_time_minutes, min(us) / 60000000 as min_processing_time_minutes,
      max(us) / 60000000 as max_processing_time_minutes
    from (
      select customer_id, epoch_us(shipped_at) - epoch_us(pending_at) as us
      from orders where status = 'shipped' and pending_at is not null
    ) join customers using (customer_id)
    group by segment
  ) to '${file(`${analytics}/processing_time_by_segment`)}' (format parquet)`)
})

// The report of bad events: none of the clean ones that are measured has any, and still they are looked at.
await step('quality report', () =>
  run(`copy (
    select date, outcome, reason, count(*) as event_count
    from (
      select ingestion_date as date, 'rejected' as outcome, unnest(rejection_reasons) as reason
      from rejected
      union all
      select ingestion_date, 'failing', unnest(list_filter([
        case when not coalesce(abs(total - price * quantity) <= 0.01, false) then 'total_mismatch' end,
        case when not coalesce(quantity > 0, false) then 'quantity_not_positive' end,
        case when not coalesce(status in ('pending', 'confirmed', 'processing', 'shipped', 'cancelled'), false)
          then 'status_unknown' end,
        case when not coalesce(epoch_us(timestamp) <= epoch_us(ingestion_timestamp) + 300000000, false)
          then 'timestamp_in_future' end
      ], lambda r: r is not null))
      from sales where not data_quality_score
    ) group by all
  ) to '${table('silver/ecommerce_sales_quality_report')}' (${partitioned('date')})`),
)

connection.closeSync()
instance.closeSync()
