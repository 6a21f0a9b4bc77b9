{{ config(materialized='table', path='gold/customer_analytics/customer_retention') }}

with customers as (
    select
        count(*) as customer_count,
        count(*) filter (where order_count > 1) as repeat_count,
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(revenue) filter (where order_count > 1), 0) as repeat_revenue
    from {{ ref('silver_customers') }}
)

select
    {{ fastcart_last_day() }} as date,
    repeat_count as repeat_customer_count,
    customer_count - repeat_count as one_time_customer_count,
    100 * repeat_count / nullif(customer_count, 0) as repeat_customer_percentage,
    cast(repeat_revenue as decimal(18, 2)) as repeat_customer_revenue,
    cast(100 * repeat_revenue as double) / nullif(cast(revenue as double), 0) as repeat_customer_revenue_percentage
from customers
