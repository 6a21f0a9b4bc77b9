{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    path='gold/sales_performance/payment_method_revenue',
    partition_by=['date'],
) }}

with methods as (
    select
        created_date,
        payment_method,
        count(*) as order_count,
        sum(total) as total,
        sum(total) filter (where status = 'shipped') as revenue
    from {{ ref('silver_orders') }}
    where event_count > 0
    {%- if is_incremental() %}
        and created_date in ({{ changed_partitions(ref('silver_orders'), 'created_date') }})
    {%- endif %}
    group by created_date, payment_method
),

dates as (
    select created_date, cast(sum(order_count) as bigint) as order_count
    from methods
    group by created_date
)

select
    methods.created_date as date,
    methods.payment_method,
    cast(coalesce(methods.revenue, 0) as decimal(18, 2)) as total_revenue,
    methods.order_count,
    cast(methods.total as double) / methods.order_count as avg_order_value,
    100 * methods.order_count / dates.order_count as payment_method_percentage
from methods
inner join dates on methods.created_date = dates.created_date
order by date desc, total_revenue desc, payment_method
