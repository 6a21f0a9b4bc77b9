-- Each passing event belongs to an order, and each order has as many events as it counts.
with events as (
    select order_id, count(*) as n
    from {{ ref('silver_ecommerce_sales') }}
    where data_quality_score
    group by order_id
)

select coalesce(orders.order_id, events.order_id) as order_id, orders.event_count, events.n
from {{ ref('silver_orders') }} as orders
full join events on orders.order_id = events.order_id
where coalesce(orders.event_count, -1) <> coalesce(events.n, 0)
