-- Offsets of the embedded log have no holes: a partition that holds n messages holds the offsets 0 to n - 1. Bronze is
-- append-only: what passed before is not counted one by one again, new messages have to begin where it ended.
with arrived as (
    select
        _partition,
        count(*) as messages,
        count(distinct _offset) as offsets,
        min(_offset) as first,
        count(distinct _topic) as topics
    from {{ stream(ref('bronze_ecommerce_sales')) }}
    group by _partition
),

everything as (
    select _partition, count(*) as messages, min(_offset) as first, max(_offset) as last
    from {{ ref('bronze_ecommerce_sales') }}
    group by _partition
)

select
    everything._partition,
    everything.messages,
    everything.first,
    everything.last,
    arrived.messages as new_messages,
    arrived.offsets as new_offsets,
    arrived.first as first_new,
    arrived.topics
from everything
left join arrived on everything._partition = arrived._partition
where
    everything.first <> 0
    or everything.last <> everything.messages - 1
    or arrived.offsets <> arrived.messages
    or arrived.first <> everything.messages - arrived.messages
    or arrived.topics <> 1
