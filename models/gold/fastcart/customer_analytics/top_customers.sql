{{ config(materialized='table', path='gold/customer_analytics/top_customers') }}

with top as (
    select *
    from {{ ref('fastcart_customers') }}
    order by total_spent desc, customer_id
    limit 20
),

orders as (
    select
        customer_id,
        customer_email,
        row_number() over (partition by customer_id order by created_at desc, order_id desc) as position
    from {{ ref('silver_orders') }}
    where customer_id in (select customer_id from top)
)

select
    top.customer_id,
    orders.customer_email,
    cast(top.total_spent as decimal(18, 2)) as total_spent,
    top.order_count,
    cast(top.total_spent as double) / nullif(top.kept_order_count, 0) as avg_order_value,
    top.first_order_date,
    top.last_order_date,
    {{ fastcart_last_day() }} - top.first_order_date as customer_tenure_days
from top
inner join orders
    on top.customer_id = orders.customer_id
    and orders.position = 1
order by top.total_spent desc, top.customer_id
