-- Offsets of the embedded log have no holes: a partition that holds n messages holds the offsets 0 to n - 1.
select _topic, _partition, count(*) as messages, count(distinct _offset) as offsets, max(_offset) as last
from {{ ref('bronze_ecommerce_sales') }}
group by _topic, _partition
having not (min(_offset) = 0 and max(_offset) = count(*) - 1 and count(distinct _offset) = count(*))
