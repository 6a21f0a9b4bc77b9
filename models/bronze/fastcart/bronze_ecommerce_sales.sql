{{ config(
    materialized='incremental',
    incremental_strategy='append',
    path='bronze/ecommerce_sales',
    partition_by=['ingestion_date'],
    on_schema_change='append_new_columns',
    tblproperties={'delta.appendOnly': 'true'},
) }}

select
    *,
    now() as ingestion_timestamp,
    current_date as ingestion_date
from {{ source('fastcart', 'ecommerce_sales') }}
