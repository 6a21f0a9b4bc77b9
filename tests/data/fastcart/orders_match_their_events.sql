-- Each passing event belongs to an order, and each order has as many events as it counts. Orders of which nothing
-- changed since this passed are not counted again, and of the others only the dates between their first and their last
-- event: an event on any other date would make the sums over everything differ.
with changed as materialized (
    select order_id, event_date from {{ changes(ref('silver_ecommerce_sales')) }}
    union
    select order_id, null from {{ changes(ref('silver_orders')) }}
),

orders as materialized (
    select order_id, event_count, first_event_at, last_event_at
    from {{ ref('silver_orders') }}
    where order_id in (select order_id from changed)
),

dates as (
    select event_date from changed
    union
    select cast(unnest(generate_series(
        {{ utc_date('first_event_at') }}, {{ utc_date('last_event_at') }}, interval 1 day
    )) as date)
    from orders
),

events as (
    select order_id, count(*) as n
    from {{ ref('silver_ecommerce_sales') }}
    where
        data_quality_score
        and event_date in (select event_date from dates)
        and order_id in (select order_id from changed)
    group by order_id
),

totals as (
    select
        (select sum(event_count) from {{ ref('silver_orders') }}) as event_count,
        (select count(*) from {{ ref('silver_ecommerce_sales') }} where data_quality_score) as n
)

select coalesce(orders.order_id, events.order_id) as order_id, orders.event_count, events.n
from orders
full join events on orders.order_id = events.order_id
where coalesce(orders.event_count, -1) <> coalesce(events.n, 0)

union all

select 'all orders', event_count, n
from totals
where coalesce(event_count, 0) <> n
