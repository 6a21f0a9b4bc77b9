{# The hour of a TIMESTAMPTZ in UTC, 0 to 23, whatever the session's zone. #}
{% macro utc_hour(timestamp) -%}
cast(hour(make_timestamp(epoch_us({{ timestamp }}))) as integer)
{%- endmacro %}
