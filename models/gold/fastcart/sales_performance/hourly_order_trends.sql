{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    path='gold/sales_performance/hourly_order_trends',
    partition_by=['date'],
) }}

{#- An order that moved out of an hour changes the date it left and the date it came to. -#}
{%- if is_incremental() %}
{%- set dates = changed_partitions(ref('silver_orders'), 'created_date') ~ ', ' ~ changed_partitions(ref('silver_orders'), 'shipped_date') %}
{%- endif %}

with moments as (
    select
        created_date as date,
        {{ utc_hour('pending_at') }} as hour,
        1 as created,
        0 as completed,
        null as total,
        null as processing_us
    from {{ ref('silver_orders') }}
    where pending_at is not null
    {%- if is_incremental() %}
        and created_date in ({{ dates }})
    {%- endif %}

    union all

    select
        shipped_date as date,
        {{ utc_hour('shipped_at') }} as hour,
        0 as created,
        1 as completed,
        total,
        epoch_us(shipped_at) - epoch_us(pending_at) as processing_us
    from {{ ref('silver_orders') }}
    where status = 'shipped'
    {%- if is_incremental() %}
        and shipped_date in ({{ dates }})
    {%- endif %}
)

select
    date,
    hour,
    cast(sum(created) as bigint) as orders_created_count,
    cast(sum(completed) as bigint) as orders_completed_count,
    cast(coalesce(sum(total), 0) as decimal(18, 2)) as revenue_per_hour,
    cast(sum(processing_us) as double) / (60000000 * count(processing_us)) as avg_processing_time_minutes
from moments
group by date, hour
order by date desc, hour desc
