{{ config(materialized='table', path='gold/customer_analytics/processing_time_by_segment') }}

-- Conditions as values, not as a filter: the engine would expect a small part of the orders behind it, fewer than there
-- are customers, and build the join on them.
with orders as (
    select
        customer_id,
        case when status = 'shipped' then epoch_us(shipped_at) - epoch_us(pending_at) end as processing_us
    from {{ ref('silver_orders') }}
)

select
    customers.segment as customer_segment,
    cast(sum(orders.processing_us) as double) / (60000000 * count(orders.processing_us)) as avg_processing_time_minutes,
    median(orders.processing_us) / 60000000 as median_processing_time_minutes,
    min(orders.processing_us) / 60000000 as min_processing_time_minutes,
    max(orders.processing_us) / 60000000 as max_processing_time_minutes
from orders
inner join {{ ref('silver_customers') }} as customers on orders.customer_id = customers.customer_id
group by customers.segment
having count(orders.processing_us) > 0
order by customers.segment
