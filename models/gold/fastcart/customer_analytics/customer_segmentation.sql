{{ config(materialized='table', path='gold/customer_analytics/customer_segmentation') }}

with customers as (
    select * from {{ ref('silver_customers') }}
),

segments as (
    select unnest(['high_value', 'medium_value', 'low_value']) as segment
)

select
    segments.segment,
    {{ fastcart_last_day() }} as date,
    count(customers.customer_id) as customer_count,
    cast(coalesce(sum(customers.revenue), 0) as decimal(18, 2)) as total_revenue,
    cast(sum(customers.total_spent) as double) / nullif(count(customers.customer_id), 0) as avg_customer_value,
    100 * count(customers.customer_id) / nullif((select count(*) from customers), 0) as segment_percentage
from segments
left join customers on segments.segment = customers.segment
group by segments.segment
order by segments.segment
