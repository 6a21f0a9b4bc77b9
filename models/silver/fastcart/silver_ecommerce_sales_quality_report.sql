{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    path='silver/ecommerce_sales_quality_report',
    partition_by=['date'],
) }}

{%- if is_incremental() %}
{%- set dates = changed_partitions(ref('silver_ecommerce_sales_rejected'), 'ingestion_date') ~ ', ' ~ changed_partitions(ref('silver_ecommerce_sales'), 'ingestion_date') %}
{%- endif %}

with reasons as (
    select ingestion_date as date, 'rejected' as outcome, unnest(rejection_reasons) as reason
    from {{ ref('silver_ecommerce_sales_rejected') }}
    {%- if is_incremental() %}
    where ingestion_date in ({{ dates }})
    {%- endif %}

    union all

    select sales.ingestion_date as date, 'failing' as outcome, unnest({{ fastcart_quality_failures('sales') }}) as reason
    from {{ ref('silver_ecommerce_sales') }} as sales
    where
        not sales.data_quality_score
    {%- if is_incremental() %}
        and sales.ingestion_date in ({{ dates }})
    {%- endif %}
)

select date, outcome, reason, count(*) as event_count
from reasons
group by date, outcome, reason
order by date desc, outcome desc, event_count desc, reason
