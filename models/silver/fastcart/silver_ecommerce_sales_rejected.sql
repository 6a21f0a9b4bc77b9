{{ config(
    materialized='incremental',
    incremental_strategy='append',
    path='silver/ecommerce_sales_rejected',
    partition_by=['silver_ingestion_date'],
) }}

select
    _topic,
    _partition,
    _offset,
    _timestamp,
    _key,
    _raw,
    _raw_bytes,
    _parse_error,
    _rescued,
    {{ fastcart_rejection_reasons() }} as rejection_reasons,
    order_id,
    "timestamp",
    customer_id,
    total,
    status,
    ingestion_timestamp,
    ingestion_date,
    now() as silver_ingestion_timestamp,
    current_date as silver_ingestion_date
from ({{ fastcart_events(stream(ref('bronze_ecommerce_sales'))) }})
where {{ fastcart_is_rejected() }}
