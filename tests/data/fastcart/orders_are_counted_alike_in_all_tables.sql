-- Customers are counted once: each has one row in silver_customers, and their orders are all that there are.
with orders as (
    select
        (select count(*) from {{ ref('silver_orders') }} where event_count > 0) as orders,
        (select count(*) from {{ ref('silver_customers') }}) as customers
),

reported as (
    select 'silver_customers' as table_name, sum(order_count) as orders, null as customers
    from {{ ref('silver_customers') }}
    union all
    select 'conversion_metrics', sum(total_orders_created), null
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
