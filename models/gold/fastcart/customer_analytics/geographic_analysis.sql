{{ config(materialized='table', path='gold/customer_analytics/geographic_analysis') }}

select
    shipping_state,
    {{ fastcart_last_day() }} as date,
    count(*) as order_count_by_state,
    cast(coalesce(sum(total) filter (where status = 'shipped'), 0) as decimal(18, 2)) as revenue_by_state,
    cast(sum(total) as double) / count(*) as avg_order_value_by_state,
    count(distinct customer_id) as unique_customers_by_state
from {{ ref('silver_orders') }}
where event_count > 0
group by shipping_state
order by order_count_by_state desc, shipping_state
limit 10
