{{ config(materialized='table', path='gold/customer_analytics/payment_method_preferences') }}

with methods as (
    select
        payment_method,
        count(*) as order_count,
        sum(total) as total,
        sum(total) filter (where status = 'shipped') as revenue
    from {{ ref('silver_orders') }}
    where event_count > 0
    group by payment_method
)

select
    payment_method,
    order_count as payment_method_usage_count,
    100 * order_count / cast((select sum(order_count) from methods) as bigint) as payment_method_percentage,
    cast(total as double) / order_count as avg_order_value_by_method,
    cast(coalesce(revenue, 0) as decimal(18, 2)) as total_revenue_by_method
from methods
order by payment_method_usage_count desc, payment_method
