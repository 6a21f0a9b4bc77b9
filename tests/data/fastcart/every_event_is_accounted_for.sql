-- Events in = silver + rejected + duplicates, event by event. A new event is either rejected or the last of its key came
-- into silver, it or another one: a duplicate. And silver loses no key and has no row that is no event.
with arrived as (
    select _partition, _offset, order_id, {{ fastcart_moment('"timestamp"') }} as moment
    from {{ stream(ref('bronze_ecommerce_sales')) }}
),

rejected as (
    select _partition, _offset
    from {{ stream(ref('silver_ecommerce_sales_rejected')) }}
),

silver as (
    select order_id, "timestamp" as moment, _partition, _offset
    from {{ ref('silver_ecommerce_sales') }}
    where event_date in ({{ changed_partitions(ref('bronze_ecommerce_sales'), utc_date(fastcart_moment('"timestamp"'))) }})
),

changed as (
    select _partition, _offset, _change_type
    from {{ changes(ref('silver_ecommerce_sales')) }}
    where _change_type <> 'update_preimage'
),

-- Rows of messages from before, which a rebuild of silver brings: all of bronze is asked for these only.
earlier as materialized (
    select changed._partition, changed._offset
    from changed
    anti join arrived
        on changed._partition = arrived._partition
        and changed._offset = arrived._offset
    where changed._change_type <> 'delete'
)

select 'neither in silver nor rejected' as problem, arrived._partition, arrived._offset
from arrived
anti join rejected
    on arrived._partition = rejected._partition
    and arrived._offset = rejected._offset
anti join silver
    on arrived.order_id = silver.order_id
    and arrived.moment = silver.moment

union all

select 'in silver and rejected', rejected._partition, rejected._offset
from rejected
inner join silver
    on rejected._partition = silver._partition
    and rejected._offset = silver._offset

union all

select 'rejected, but no event', rejected._partition, rejected._offset
from rejected
anti join arrived
    on rejected._partition = arrived._partition
    and rejected._offset = arrived._offset

union all

select 'gone from silver', _partition, _offset
from changed
where _change_type = 'delete'

union all

select 'in silver, but no event', earlier._partition, earlier._offset
from earlier
anti join (
    select bronze._partition, bronze._offset
    from {{ ref('bronze_ecommerce_sales') }} as bronze
    inner join earlier
        on bronze._partition = earlier._partition
        and bronze._offset = earlier._offset
) as known
    on earlier._partition = known._partition
    and earlier._offset = known._offset
