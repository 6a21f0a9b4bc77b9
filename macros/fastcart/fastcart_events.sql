{#
  The messages of a relation with bronze's columns as typed events, one row a message. What cannot be converted is
  NULL. A timestamp without a zone is UTC.
#}
{% macro fastcart_events(messages) %}
select
    * replace (
        try_cast(price as decimal(12, 2)) as price,
        try_cast(total as decimal(12, 2)) as total,
        {{ fastcart_moment('"timestamp"') }} as "timestamp"
    )
from {{ messages }}
{% endmacro %}

{# When an event happened, of the text that its message has; NULL when that is no time. #}
{% macro fastcart_moment(text) -%}
case when isfinite(try_cast({{ text }} as timestamptz)) then try_cast({{ text }} as timestamptz) end
{%- endmacro %}

{# Whether an event of `fastcart_events` cannot be used at all: the reasons are those of `fastcart_rejection_reasons`. #}
{% macro fastcart_is_rejected() -%}
(
    _parse_error is not null
    or order_id is null
    or customer_id is null
    or total is null
    or total = 0
    or "timestamp" is null
)
{%- endmacro %}

{% macro fastcart_rejection_reasons() -%}
list_filter(
    [
        case when _parse_error is not null then 'not_parseable' end,
        case when order_id is null then 'order_id_missing' end,
        case when customer_id is null then 'customer_id_missing' end,
        case when total is null or total = 0 then 'total_missing_or_zero' end,
        case when "timestamp" is null then 'timestamp_invalid' end
    ],
    lambda reason: reason is not null
)
{%- endmacro %}

{#
  Whether the numbers, the status and the time of an event hold together. Never asks what time it is, so that an event
  passes or fails for ever.
#}
{% macro fastcart_passes_quality(event) -%}
coalesce(
    abs({{ event }}.total - {{ event }}.price * {{ event }}.quantity) <= 0.01
    and {{ event }}.quantity > 0
    and {{ event }}.status in ({{ fastcart_statuses() }})
    and epoch_us({{ event }}."timestamp") <= epoch_us({{ event }}.ingestion_timestamp) + 5 * 60 * 1000000,
    false
)
{%- endmacro %}

{# Which of the rules of `fastcart_passes_quality` an event breaks; none when it passes. #}
{% macro fastcart_quality_failures(event) -%}
list_filter(
    [
        case
            when not coalesce(abs({{ event }}.total - {{ event }}.price * {{ event }}.quantity) <= 0.01, false)
            then 'total_mismatch'
        end,
        case when not coalesce({{ event }}.quantity > 0, false) then 'quantity_not_positive' end,
        case when not coalesce({{ event }}.status in ({{ fastcart_statuses() }}), false) then 'status_unknown' end,
        case
            when not coalesce(
                epoch_us({{ event }}."timestamp") <= epoch_us({{ event }}.ingestion_timestamp) + 5 * 60 * 1000000,
                false
            )
            then 'timestamp_in_future'
        end
    ],
    lambda reason: reason is not null
)
{%- endmacro %}

{# The statuses of an order, in the order of its life. #}
{% macro fastcart_statuses() -%}
'pending', 'confirmed', 'processing', 'shipped', 'cancelled'
{%- endmacro %}
