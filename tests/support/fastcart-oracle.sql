-- What the FastCart tables must hold, computed straight from the event log and from nothing else: the specification
-- in SQL, written without a look at the models. It asks for two variables, for example
--
--     set variable topic = 'lake/_topics/ecommerce-sales';
--     set variable ingested_at = timestamptz '2025-01-01 00:00:00+00';
--
-- `topic` is the folder of the topic. `ingested_at` is the time of the run that read the events; only what lies more
-- than five minutes ahead of it depends on it. All of the log is read, so nobody may be writing.
-- It makes the temporary views and tables oracle_*.

set timezone = 'UTC';

-- Each line: offset, timestamp, key, headers, value, between tabs. DLE begins an escape: N null, u text, x bytes.
create or replace temp view oracle_log as
select cast(parse_path(filename)[-2] as integer) as partition_no, offset_no, field
from read_csv(
    getvariable('topic') || '/*/*.log',
    delim = '\t', quote = '', escape = '', header = false, auto_detect = false, filename = true,
    nullstr = 'no null here', max_line_size = 67108864,
    columns = {'offset_no': 'BIGINT', 'ms': 'BIGINT', 'k': 'VARCHAR', 'h': 'VARCHAR', 'field': 'VARCHAR'}
);

create or replace temp table oracle_json as
select partition_no, offset_no, try_cast(body as json) as doc
from (
    select
        partition_no,
        offset_no,
        case
            when not starts_with(field, chr(16)) then field
            when starts_with(field, chr(16) || 'u') then decode(from_base64(substring(field, 3)))
        end as body
    from oracle_log
);

-- Of the text of a JSON value: text without quotes, NULL for JSON's null; a number; a number that was written without
-- fraction and exponent and fits 32 bits.
create or replace temp macro oracle_text(v) as
    case when v = 'null' then null when starts_with(v, '"') then json_extract_string(v, '$') else v end;
create or replace temp macro oracle_number(v) as
    case when regexp_full_match(v, '-?[0-9.]+(e[-+]?[0-9]+)?') then try_cast(v as double) end;
create or replace temp macro oracle_integer(v) as
    case when regexp_full_match(v, '-?[0-9]+') then try_cast(v as integer) end;

create or replace temp table oracle_event as
select
    partition_no,
    offset_no,
    is_object,
    oracle_text(f['order_id']) as order_id,
    try_cast(oracle_text(f['timestamp']) as timestamptz) as moment,
    oracle_text(f['product_id']) as product_id,
    oracle_text(f['product_name']) as product_name,
    oracle_integer(f['quantity']) as quantity,
    try_cast(oracle_number(f['price']) as decimal(12, 2)) as price,
    try_cast(oracle_number(f['total']) as decimal(12, 2)) as total,
    oracle_text(f['customer_id']) as customer_id,
    oracle_text(f['customer_email']) as customer_email,
    oracle_text(f['payment_method']) as payment_method,
    oracle_text(a['street']) as street,
    oracle_text(a['city']) as city,
    oracle_text(a['state']) as state,
    oracle_text(a['zip_code']) as zip_code,
    oracle_text(a['country']) as country,
    oracle_text(f['status']) as status,
    oracle_text(f['cancellation_reason']) as cancellation_reason
from (
    select
        *,
        case when starts_with(f['shipping_address'], '{')
        then cast(from_json(f['shipping_address'], '"MAP(VARCHAR, JSON)"') as map(varchar, varchar)) end as a
    from (
        select
            partition_no,
            offset_no,
            coalesce(json_type(doc) = 'OBJECT', false) as is_object,
            case when json_type(doc) = 'OBJECT'
            then cast(from_json(doc, '"MAP(VARCHAR, JSON)"') as map(varchar, varchar)) end as f
        from oracle_json
    )
);

-- silver_ecommerce_sales_rejected: which messages, and why.
create or replace temp table oracle_rejected as
select partition_no as _partition, offset_no as _offset, reasons as rejection_reasons
from (
    select
        partition_no,
        offset_no,
        list_sort(list_concat(
            if(is_object, [], ['not_parseable']),
            if(order_id is null, ['order_id_missing'], []),
            if(customer_id is null, ['customer_id_missing'], []),
            if(total is null or total = 0, ['total_missing_or_zero'], []),
            if(moment is null or not isfinite(moment), ['timestamp_invalid'], [])
        )) as reasons
    from oracle_event
)
where len(reasons) > 0;

-- silver_ecommerce_sales. All events were ingested at one time here, so the last of a key is the one with the highest
-- partition and offset; the same event twice is in one partition, so that this holds for any batches.
create or replace temp table oracle_silver as
select
    * exclude (is_object),
    coalesce(
        abs(total - price * quantity) <= 0.01 and quantity > 0
        and list_contains(['pending', 'confirmed', 'processing', 'shipped', 'cancelled'], status)
        and moment <= getvariable('ingested_at') + interval 5 minutes,
        false
    ) as passes
from oracle_event
anti join oracle_rejected on partition_no = _partition and offset_no = _offset
qualify row_number() over (partition by order_id, moment order by partition_no desc, offset_no desc) = 1;

create or replace temp view oracle_passing as
select *, cast(moment at time zone 'UTC' as date) as day from oracle_silver where passes;

-- silver_orders.
create or replace temp table oracle_orders as
select
    order_id,
    coalesce(min(moment) filter (status = 'pending'), min(moment)) as created_at,
    min(moment) filter (status = 'pending') as pending_at,
    max(moment) filter (status = 'shipped') as shipped_at,
    max(moment) as last_event_at,
    count(*) as event_count,
    arg_max(struct_pack(
        status, cancellation_reason, product_id, product_name, quantity, price, total, customer_id, customer_email,
        payment_method, street, city, state, zip_code, country
    ), moment) as final
from oracle_passing
group by order_id;

create or replace temp view oracle_silver_orders as
select
    order_id, created_at, cast(created_at at time zone 'UTC' as date) as created_date, pending_at, shipped_at,
    date_diff('microsecond', pending_at, shipped_at) / 60e6 as processing_minutes, last_event_at, event_count, final.*
from oracle_orders;

-- Gold. Columns in the order of the tables.
create or replace temp view oracle_daily_product_revenue as
select
    cast(shipped_at at time zone 'UTC' as date) as date,
    final.product_id as product_id,
    final.product_name as product_name,
    cast(sum(final.total) as decimal(18, 2)) as total_revenue,
    count(distinct order_id) as total_orders,
    cast(sum(final.quantity) as bigint) as total_quantity_sold,
    cast(sum(final.total) as double) / cast(count(distinct order_id) as double) as avg_order_value,
    min(final.price) as min_price,
    max(final.price) as max_price
from oracle_orders
where final.status = 'shipped'
group by 1, 2, 3;

create or replace temp view oracle_order_status_distribution as
with entered as (
    select day, status, order_id, arg_max(total, moment) as total
    from oracle_passing
    group by day, status, order_id
),
grid as (
    select day, status
    from (select distinct day from oracle_passing),
        (values ('pending'), ('confirmed'), ('processing'), ('shipped'), ('cancelled')) as life(status)
),
counted as (
    select day, status, count(order_id) as n, coalesce(sum(total), 0) as revenue
    from grid left join entered using (day, status)
    group by day, status
)
select
    day as date,
    status,
    n as status_count,
    (n * 100) / cast(sum(n) over (partition by day) as double) as status_percentage,
    cast(revenue as decimal(18, 2)) as total_revenue_by_status
from counted;

create or replace temp view oracle_customer_segmentation as
with spent as (
    select
        final.customer_id as customer,
        sum(if(final.status = 'cancelled', 0, final.total)) as spent,
        sum(if(final.status = 'shipped', final.total, 0)) as revenue
    from oracle_orders
    group by 1
),
bounds as (
    from (values
        ('high_value', 500.001, 1e15), ('medium_value', 100, 500.001), ('low_value', -1e15, 100)
    ) as t(segment, low, high)
)
select
    segment,
    (select cast(max(moment) at time zone 'UTC' as date) from oracle_passing) as date,
    count(customer) as customer_count,
    cast(coalesce(sum(revenue), 0) as decimal(18, 2)) as total_revenue,
    cast(sum(spent) as double) / count(customer) as avg_customer_value,
    count(customer) * 100 / cast((select count(*) from spent) as double) as segment_percentage
from bounds left join spent on spent >= low and spent < high
group by segment;

-- An order starts in the hour of its pending event and ends in that of its shipped one.
create or replace temp view oracle_hourly_order_trends as
with started as (
    select date_trunc('hour', pending_at at time zone 'UTC') as slot, count(order_id) as n
    from oracle_orders where pending_at is not null group by slot
),
ended as (
    select
        date_trunc('hour', shipped_at at time zone 'UTC') as slot,
        count(order_id) as n,
        sum(final.total) as revenue,
        count(pending_at) as timed,
        sum(date_diff('microsecond', pending_at, shipped_at)) as waited
    from oracle_orders where final.status = 'shipped' group by slot
)
select
    cast(slot as date) as date,
    date_part('hour', slot) as hour,
    ifnull(started.n, 0) as orders_created_count,
    ifnull(ended.n, 0) as orders_completed_count,
    cast(ifnull(ended.revenue, 0) as decimal(18, 2)) as revenue_per_hour,
    if(ended.timed > 0, cast(ended.waited as double) / (ended.timed * 60000000), null) as avg_processing_time_minutes
from started full join ended using (slot);

create or replace temp view oracle_conversion_metrics as
select
    created_date as date,
    count(*) as total_orders_created,
    count_if(status = 'shipped') as total_orders_shipped,
    count_if(status = 'cancelled') as total_orders_cancelled,
    (count_if(status = 'shipped') * 100) / cast(count(*) as double) as conversion_rate,
    (count_if(status = 'cancelled') * 100) / cast(count(*) as double) as cancellation_rate
from oracle_silver_orders
group by created_date;

create or replace temp view oracle_payment_method_revenue as
select distinct
    created_date as date,
    payment_method,
    cast(sum(if(status = 'shipped', total, 0)) over method as decimal(18, 2)) as total_revenue,
    count(*) over method as order_count,
    cast(sum(total) over method as double) / count(*) over method as avg_order_value,
    (count(*) over method * 100) / cast(count(*) over day as double) as payment_method_percentage
from oracle_silver_orders
window method as (partition by created_date, payment_method), day as (partition by created_date);

create or replace temp view oracle_top_products as
with sold as (
    select
        final.product_id as product_id,
        final.product_name as product_name,
        cast(sum(final.total) as decimal(18, 2)) as total_revenue,
        cast(sum(final.quantity) as bigint) as quantity_sold
    from oracle_orders
    where final.status = 'shipped'
    group by all
),
places as (
    select *, 'revenue' as ranking from sold order by total_revenue desc, product_id, product_name limit 10
),
quantities as (
    select *, 'quantity' as ranking from sold order by quantity_sold desc, product_id, product_name limit 10
)
select
    ranking,
    row_number() over (
        partition by ranking
        order by if(ranking = 'revenue', total_revenue, quantity_sold) desc, product_id, product_name
    ) as rank,
    product_id, product_name, total_revenue, quantity_sold
from (from places union all from quantities);

-- All that is said about a customer, each order being one row.
create or replace temp table oracle_customer as
select
    customer_id,
    count(*) as orders,
    count_if(status != 'cancelled') as kept,
    sum(if(status = 'cancelled', 0, total)) as spent,
    sum(if(status = 'shipped', total, 0)) as revenue,
    min(created_date) as first_day,
    max(created_date) as last_day,
    list(struct_pack(created_at, order_id, customer_email) order by created_at, order_id)[-1].customer_email as email
from oracle_silver_orders
group by customer_id;

create or replace temp macro oracle_segment(spent) as
    if(spent > 500, 'high_value', if(spent < 100, 'low_value', 'medium_value'));
create or replace temp macro oracle_today() as (select max(day) from oracle_passing);

create or replace temp view oracle_top_customers as
select
    customer_id,
    email as customer_email,
    cast(spent as decimal(18, 2)) as total_spent,
    orders as order_count,
    if(kept = 0, null, cast(spent as double) / kept) as avg_order_value,
    first_day as first_order_date,
    last_day as last_order_date,
    date_diff('day', first_day, oracle_today()) as customer_tenure_days
from oracle_customer
qualify row_number() over (order by spent desc, customer_id) <= 20;

create or replace temp view oracle_payment_method_preferences as
select
    payment_method,
    count(*) as payment_method_usage_count,
    (count(*) * 100) / cast((select count(*) from oracle_orders) as double) as payment_method_percentage,
    cast(sum(total) as double) / count(*) as avg_order_value_by_method,
    cast(sum(if(status = 'shipped', total, 0)) as decimal(18, 2)) as total_revenue_by_method
from oracle_silver_orders
group by payment_method;

create or replace temp view oracle_geographic_analysis as
select
    state as shipping_state,
    oracle_today() as date,
    count(*) as order_count_by_state,
    cast(sum(if(status = 'shipped', total, 0)) as decimal(18, 2)) as revenue_by_state,
    cast(sum(total) as double) / count(*) as avg_order_value_by_state,
    count(distinct customer_id) as unique_customers_by_state
from oracle_silver_orders
group by state
qualify row_number() over (order by count(*) desc, state) <= 10;

create or replace temp view oracle_customer_retention as
select
    oracle_today() as date,
    count_if(orders >= 2) as repeat_customer_count,
    count_if(orders = 1) as one_time_customer_count,
    (count_if(orders >= 2) * 100) / cast(count(*) as double) as repeat_customer_percentage,
    cast(sum(if(orders >= 2, revenue, 0)) as decimal(18, 2)) as repeat_customer_revenue,
    cast(sum(if(orders >= 2, revenue, 0)) * 100 as double) / cast(sum(revenue) as double)
        as repeat_customer_revenue_percentage
from oracle_customer;

-- The middle of an even number of values is halfway between the two in the middle.
create or replace temp view oracle_processing_time_by_segment as
with waited as (
    select oracle_segment(spent) as segment, date_diff('microsecond', pending_at, shipped_at) as us
    from oracle_silver_orders join oracle_customer using (customer_id)
    where status = 'shipped' and pending_at is not null
),
sorted as (
    select segment, list(us order by us) as all_us from waited group by segment
)
select
    segment as customer_segment,
    cast(list_sum(all_us) as double) / (len(all_us) * 60000000) as avg_processing_time_minutes,
    cast(all_us[(len(all_us) + 1) // 2] + all_us[len(all_us) // 2 + 1] as double) / 120000000
        as median_processing_time_minutes,
    all_us[1] / 60e6 as min_processing_time_minutes,
    all_us[-1] / 60e6 as max_processing_time_minutes
from sorted;

-- What is wrong with events, whatever the day they were read on.
create or replace temp view oracle_quality_report as
select 'rejected' as outcome, reason, count(*) as event_count
from (select unnest(rejection_reasons) as reason from oracle_rejected)
group by reason
union all
select 'failing', entry.key, count(*)
from (
    select unnest(map_entries(map {
        'total_mismatch': abs(total - price * quantity) <= 0.01,
        'quantity_not_positive': quantity > 0,
        'status_unknown': list_contains(['pending', 'confirmed', 'processing', 'shipped', 'cancelled'], status),
        'timestamp_in_future': moment <= getvariable('ingested_at') + interval 5 minutes
    })) as entry
    from oracle_silver
)
where entry.value is distinct from true
group by entry.key;

-- The law of events: events = silver + rejected + duplicates.
create or replace temp view oracle_counts as
select
    (select count(*) from oracle_log) as events,
    (select count(*) from oracle_silver) as silver,
    (select count(*) from oracle_rejected) as rejected,
    (select count(*) from oracle_log) - (select count(*) from oracle_rejected)
    - (select count(*) from oracle_silver) as duplicates,
    (select count(*) from oracle_passing) as passing,
    (select count(*) from oracle_orders) as orders;
