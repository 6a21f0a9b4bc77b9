{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key=['order_id', 'timestamp'],
    path='silver/ecommerce_sales',
    partition_by=['silver_ingestion_date', 'status'],
) }}

{#- An event and the one that it replaces have the same time: what is kept of other dates need not be read. -#}
{%- if is_incremental() %}
{%- set dates = changed_partitions(ref('bronze_ecommerce_sales'), utc_date(fastcart_moment('"timestamp"'))) %}
{%- endif %}

with events as not materialized (
    -- A partition has fewer than 2^63 offsets: the number orders by partition, then by offset.
    select *, _partition * 9223372036854775808::hugeint + _offset as position
    from ({{ fastcart_events(stream(ref('bronze_ecommerce_sales'))) }})
    where not {{ fastcart_is_rejected() }}
),

-- Of events that came more than once the last one stays. Found in two steps over simple values, because a window over
-- whole rows would have to fit into memory.
repeated as (
    select order_id, "timestamp", max(ingestion_timestamp) as last_ingestion
    from events
    group by order_id, "timestamp"
    having count(*) > 1
),

last_of_repeated as (
    select events.order_id, events."timestamp", max(events.position) as position
    from events
    inner join repeated
        on events.order_id = repeated.order_id
        and events."timestamp" = repeated."timestamp"
        and events.ingestion_timestamp = repeated.last_ingestion
    group by events.order_id, events."timestamp"
)

select
    events.order_id,
    events."timestamp",
    events.product_id,
    events.product_name,
    events.quantity,
    events.price,
    events.total,
    events.customer_id,
    events.customer_email,
    events.payment_method,
    events.shipping_address.street as shipping_street,
    events.shipping_address.city as shipping_city,
    events.shipping_address.state as shipping_state,
    events.shipping_address.zip_code as shipping_zip_code,
    events.shipping_address.country as shipping_country,
    -- A partition value that is empty text would be read back as NULL.
    nullif(events.status, '') as status,
    events.cancellation_reason,
    {{ utc_date('events."timestamp"') }} as event_date,
    {{ fastcart_passes_quality('events') }} as data_quality_score,
    events._partition,
    events._offset,
    events.ingestion_timestamp,
    events.ingestion_date,
    now() as silver_ingestion_timestamp,
    current_date as silver_ingestion_date
from events
left join last_of_repeated
    on events.order_id = last_of_repeated.order_id
    and events."timestamp" = last_of_repeated."timestamp"
{%- if is_incremental() %}
left join (
    select order_id, "timestamp", ingestion_timestamp, _partition, _offset
    from {{ this }}
    where event_date in ({{ dates }})
) as kept
    on events.order_id = kept.order_id
    and events."timestamp" = kept."timestamp"
{%- endif %}
where
    (last_of_repeated.position is null or events.position = last_of_repeated.position)
{%- if is_incremental() %}
    -- Bronze may have been written by machines whose clocks differ.
    and (
        kept.order_id is null
        or (kept.ingestion_timestamp, kept._partition, kept._offset)
        < (events.ingestion_timestamp, events._partition, events._offset)
    )
{%- endif %}
