with orders as (
    select count(*) as orders, count(distinct customer_id) as customers
    from {{ ref('silver_orders') }}
    where event_count > 0
),

reported as (
    select 'conversion_metrics' as table_name, sum(total_orders_created) as orders, null as customers
    from {{ ref('conversion_metrics') }}
    union all
    select 'payment_method_revenue', sum(order_count), null
    from {{ ref('payment_method_revenue') }}
    union all
    select 'payment_method_preferences', sum(payment_method_usage_count), null
    from {{ ref('payment_method_preferences') }}
    union all
    select 'customer_segmentation', null, sum(customer_count)
    from {{ ref('customer_segmentation') }}
    union all
    select 'customer_retention', null, sum(repeat_customer_count + one_time_customer_count)
    from {{ ref('customer_retention') }}
)

select
    reported.table_name,
    reported.orders,
    orders.orders as all_orders,
    reported.customers,
    orders.customers as all_customers
from reported
cross join orders
where
    reported.orders <> orders.orders
    or reported.customers <> orders.customers
