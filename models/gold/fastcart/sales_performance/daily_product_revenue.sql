{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    path='gold/sales_performance/daily_product_revenue',
    partition_by=['date'],
) }}

select
    shipped_date as date,
    product_id,
    product_name,
    cast(sum(total) as decimal(18, 2)) as total_revenue,
    count(*) as total_orders,
    cast(sum(quantity) as bigint) as total_quantity_sold,
    cast(sum(total) as double) / count(*) as avg_order_value,
    min(price) as min_price,
    max(price) as max_price
from {{ ref('silver_orders') }}
where status = 'shipped'
{%- if is_incremental() %}
    and shipped_date in ({{ changed_partitions(ref('silver_orders'), 'shipped_date') }})
{%- endif %}
group by all
order by date desc, total_revenue desc, product_id
