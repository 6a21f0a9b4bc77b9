{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    path='gold/sales_performance/conversion_metrics',
    partition_by=['date'],
) }}

select
    created_date as date,
    count(*) as total_orders_created,
    count(*) filter (where status = 'shipped') as total_orders_shipped,
    count(*) filter (where status = 'cancelled') as total_orders_cancelled,
    100 * count(*) filter (where status = 'shipped') / count(*) as conversion_rate,
    100 * count(*) filter (where status = 'cancelled') / count(*) as cancellation_rate
from {{ ref('silver_orders') }}
where event_count > 0
{%- if is_incremental() %}
    and created_date in ({{ changed_partitions(ref('silver_orders'), 'created_date') }})
{%- endif %}
group by created_date
order by date desc
