with orders as (
    select coalesce(sum(total), 0) as revenue, count(*) as orders
    from {{ ref('silver_orders') }}
    where status = 'shipped'
),

reported as (
    select 'daily_product_revenue' as table_name, sum(total_revenue) as revenue, sum(total_orders) as orders
    from {{ ref('daily_product_revenue') }}
    union all
    select 'hourly_order_trends', sum(revenue_per_hour), sum(orders_completed_count)
    from {{ ref('hourly_order_trends') }}
    union all
    select 'conversion_metrics', null, sum(total_orders_shipped)
    from {{ ref('conversion_metrics') }}
    union all
    select 'payment_method_revenue', sum(total_revenue), null
    from {{ ref('payment_method_revenue') }}
    union all
    select 'payment_method_preferences', sum(total_revenue_by_method), null
    from {{ ref('payment_method_preferences') }}
    union all
    select 'customer_segmentation', sum(total_revenue), null
    from {{ ref('customer_segmentation') }}
)

select
    reported.table_name,
    reported.revenue,
    orders.revenue as revenue_of_orders,
    reported.orders,
    orders.orders as orders_shipped
from reported
cross join orders
where
    reported.revenue <> orders.revenue
    or reported.orders <> orders.orders
