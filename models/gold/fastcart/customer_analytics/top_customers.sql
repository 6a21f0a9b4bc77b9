{{ config(materialized='table', path='gold/customer_analytics/top_customers') }}

{%- set top -%}
select *
from {{ ref('silver_customers') }}
order by total_spent desc, customer_id
limit 20
{%- endset %}

with top as (
    {{ top }}
),

-- The last order of a customer was created on the date of the last order.
orders as (
    select
        orders.customer_id,
        orders.customer_email,
        row_number() over (
            partition by orders.customer_id order by orders.created_at desc, orders.order_id desc
        ) as position
    from {{ ref('silver_orders') }} as orders
    semi join top on orders.customer_id = top.customer_id
    where orders.created_date in ({{ values_of('select last_order_date from (' ~ top ~ ')') }})
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
