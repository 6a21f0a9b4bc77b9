{# The date of the last event in the data, in UTC: what the snapshots of customers are taken on. Never today. #}
{% macro fastcart_last_day() -%}
(select {{ utc_date('max(last_event_at)') }} from {{ ref('silver_orders') }})
{%- endmacro %}
