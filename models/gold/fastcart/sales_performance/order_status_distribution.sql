{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    path='gold/sales_performance/order_status_distribution',
    partition_by=['date'],
) }}

with events as not materialized (
    select event_date, status, order_id, "timestamp", total
    from {{ ref('silver_ecommerce_sales') }}
    where data_quality_score
    {%- if is_incremental() %}
        and event_date in ({{ changed_partitions(ref('silver_ecommerce_sales'), 'event_date') }})
    {%- endif %}
),

-- An order that entered a status more than once on a day counts once, with its last event.
repeated as (
    select event_date, status, order_id, max("timestamp") as last_at
    from events
    group by event_date, status, order_id
    having count(*) > 1
),

entered as (
    select events.event_date, events.status, count(*) as status_count, sum(events.total) as revenue
    from events
    left join repeated
        on events.event_date = repeated.event_date
        and events.status = repeated.status
        and events.order_id = repeated.order_id
    where repeated.last_at is null or events."timestamp" = repeated.last_at
    group by events.event_date, events.status
),

dates as (
    select event_date, sum(status_count) as all_statuses
    from entered
    group by event_date
),

statuses as (
    select unnest([{{ fastcart_statuses() }}]) as status
)

select
    dates.event_date as date,
    statuses.status,
    coalesce(entered.status_count, 0) as status_count,
    100 * coalesce(entered.status_count, 0) / cast(dates.all_statuses as bigint) as status_percentage,
    cast(coalesce(entered.revenue, 0) as decimal(18, 2)) as total_revenue_by_status
from dates
cross join statuses
left join entered
    on dates.event_date = entered.event_date
    and statuses.status = entered.status
order by date desc, list_position([{{ fastcart_statuses() }}], statuses.status)
