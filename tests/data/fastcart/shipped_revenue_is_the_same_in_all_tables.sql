with orders as (
    select coalesce(sum(total), 0) as revenue, count(*) as orders
    from {{ ref('silver_orders') }}
    where status = 'shipped'
),

by_product as (
    select coalesce(sum(total_revenue), 0) as revenue, coalesce(sum(total_orders), 0) as orders
    from {{ ref('daily_product_revenue') }}
),

by_segment as (
    select coalesce(sum(total_revenue), 0) as revenue
    from {{ ref('customer_segmentation') }}
)

select
    orders.revenue as in_orders,
    by_product.revenue as by_product,
    by_segment.revenue as by_segment
from orders, by_product, by_segment
where
    orders.revenue <> by_product.revenue
    or orders.orders <> by_product.orders
    or orders.revenue <> by_segment.revenue
