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
