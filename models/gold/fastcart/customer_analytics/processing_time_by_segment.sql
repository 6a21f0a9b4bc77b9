{{ config(materialized='table', path='gold/customer_analytics/processing_time_by_segment') }}

with orders as (
    select customer_id, epoch_us(shipped_at) - epoch_us(pending_at) as processing_us
    from {{ ref('silver_orders') }}
    where
        status = 'shipped'
        and pending_at is not null
)

select
    customers.segment as customer_segment,
    cast(sum(orders.processing_us) as double) / (60000000 * count(*)) as avg_processing_time_minutes,
    median(orders.processing_us) / 60000000 as median_processing_time_minutes,
    min(orders.processing_us) / 60000000 as min_processing_time_minutes,
    max(orders.processing_us) / 60000000 as max_processing_time_minutes
from orders
inner join {{ ref('silver_customers') }} as customers on orders.customer_id = customers.customer_id
group by customers.segment
order by customers.segment
