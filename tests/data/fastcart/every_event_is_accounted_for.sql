-- Events in = silver + rejected + duplicates, where a duplicate is an accepted event whose key came again.
with events as (
    select count(*) as n from {{ ref('bronze_ecommerce_sales') }}
),

rejected as (
    select count(*) as n from {{ ref('silver_ecommerce_sales_rejected') }}
),

accepted as (
    select count(*) as n, count(distinct (order_id, cast("timestamp" as timestamptz))) as keys
    from {{ ref('bronze_ecommerce_sales') }} as bronze
    where not exists (
        select 1
        from {{ ref('silver_ecommerce_sales_rejected') }} as rejected
        where bronze._partition = rejected._partition and bronze._offset = rejected._offset
    )
),

silver as (
    select count(*) as n from {{ ref('silver_ecommerce_sales') }}
)

select
    events.n as events,
    silver.n as silver,
    rejected.n as rejected,
    accepted.n - accepted.keys as duplicates
from events, rejected, accepted, silver
where
    events.n <> silver.n + rejected.n + (accepted.n - accepted.keys)
    or silver.n <> accepted.keys
