{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key='order_id',
    path='silver/orders',
    partition_by=['created_date'],
) }}

{#- The events of an order lie between its first and its last one, or are new: no other dates need be read. -#}
{%- if is_incremental() %}
{%- set dates_of_touched %}
with changed as materialized (
    select order_id, event_date, data_quality_score
    from {{ changes(ref('silver_ecommerce_sales')) }}
)

select event_date
from changed
where data_quality_score
union
select cast(unnest(generate_series(
    {{ utc_date('first_event_at') }}, {{ utc_date('last_event_at') }}, interval 1 day
)) as date)
from {{ this }}
where order_id in (select order_id from changed)
{%- endset %}
{%- set dates = values_of(dates_of_touched) %}
{%- endif %}

with
{%- if is_incremental() %}
touched as materialized (
    select distinct order_id from {{ changes(ref('silver_ecommerce_sales')) }}
),
{% endif %}
events as not materialized (
    select *
    from {{ ref('silver_ecommerce_sales') }}
    where data_quality_score
    {%- if is_incremental() %}
        and event_date in ({{ dates }})
        and order_id in (select order_id from touched)
    {%- endif %}
),

lives as (
    select
        order_id,
        count(*) as event_count,
        min("timestamp") as first_event_at,
        max("timestamp") as last_event_at,
        min("timestamp") filter (where status = 'pending') as pending_at,
        max("timestamp") filter (where status = 'shipped') as shipped_at
    from events
    group by order_id
)

select
    lives.order_id,
    coalesce(lives.pending_at, lives.first_event_at) as created_at,
    {{ utc_date('coalesce(lives.pending_at, lives.first_event_at)') }} as created_date,
    lives.pending_at,
    lives.shipped_at,
    {{ utc_date('lives.shipped_at') }} as shipped_date,
    (epoch_us(lives.shipped_at) - epoch_us(lives.pending_at)) / 60000000 as processing_minutes,
    lives.first_event_at,
    lives.last_event_at,
    lives.event_count,
    last_event.status,
    last_event.cancellation_reason,
    last_event.product_id,
    last_event.product_name,
    last_event.quantity,
    last_event.price,
    last_event.total,
    last_event.customer_id,
    last_event.customer_email,
    last_event.payment_method,
    last_event.shipping_street,
    last_event.shipping_city,
    last_event.shipping_state,
    last_event.shipping_zip_code,
    last_event.shipping_country
from lives
-- An order has one event at a time: its key in silver_ecommerce_sales.
inner join events as last_event
    on lives.order_id = last_event.order_id
    and lives.last_event_at = last_event."timestamp"
{%- if is_incremental() %}
union all by name
-- An event can be replaced by one that fails the quality rules. An order that has no other is not an order any more.
select order_id, 0 as event_count
from {{ this }}
where
    created_date in ({{ dates }})
    and order_id in (select order_id from touched)
    and order_id not in (select order_id from lives)
{%- endif %}
