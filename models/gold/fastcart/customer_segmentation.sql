{{ config(materialized='table', path='gold/customer_analytics/customer_segmentation') }}

with customers as (
    select
        customer_id,
        coalesce(sum(total) filter (where status <> 'cancelled'), 0) as total_spent,
        coalesce(sum(total) filter (where status = 'shipped'), 0) as revenue
    from {{ ref('silver_orders') }}
    where event_count > 0
    group by customer_id
),

segmented as (
    select
        *,
        case
            when total_spent > 500 then 'high_value'
            when total_spent >= 100 then 'medium_value'
            else 'low_value'
        end as segment
    from customers
),

segments as (
    select unnest(['high_value', 'medium_value', 'low_value']) as segment
),

last_day as (
    select {{ utc_date('max(last_event_at)') }} as date
    from {{ ref('silver_orders') }}
)

select
    segments.segment,
    any_value(last_day.date) as date,
    count(segmented.customer_id) as customer_count,
    cast(coalesce(sum(segmented.revenue), 0) as decimal(18, 2)) as total_revenue,
    cast(sum(segmented.total_spent) as double) / nullif(count(segmented.customer_id), 0) as avg_customer_value,
    100 * count(segmented.customer_id) / nullif((select count(*) from customers), 0) as segment_percentage
from segments
cross join last_day
left join segmented on segments.segment = segmented.segment
group by segments.segment
order by segments.segment
