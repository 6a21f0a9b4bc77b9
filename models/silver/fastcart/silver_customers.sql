{{ config(materialized='table', path='silver/customers') }}

with customers as (
    select
        customer_id,
        count(*) as order_count,
        count(*) filter (where status <> 'cancelled') as kept_order_count,
        cast(coalesce(sum(total) filter (where status <> 'cancelled'), 0) as decimal(18, 2)) as total_spent,
        cast(coalesce(sum(total) filter (where status = 'shipped'), 0) as decimal(18, 2)) as revenue,
        min(created_date) as first_order_date,
        max(created_date) as last_order_date
    from {{ ref('silver_orders') }}
    where event_count > 0
    group by customer_id
)

select
    *,
    case
        when total_spent > 500 then 'high_value'
        when total_spent >= 100 then 'medium_value'
        else 'low_value'
    end as segment
from customers
