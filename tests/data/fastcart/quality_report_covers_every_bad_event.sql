-- An event counts once for each of its reasons: no reason has more events than there are, and all reasons together
-- not fewer.
with bad as (
    select ingestion_date as date, 'rejected' as outcome, count(*) as n
    from {{ ref('silver_ecommerce_sales_rejected') }}
    group by ingestion_date
    union all
    select ingestion_date, 'failing', count(*)
    from {{ ref('silver_ecommerce_sales') }}
    where not data_quality_score
    group by ingestion_date
),

reported as (
    select date, outcome, sum(event_count) as n, max(event_count) as largest
    from {{ ref('silver_ecommerce_sales_quality_report') }}
    group by date, outcome
)

select
    coalesce(bad.date, reported.date) as date,
    coalesce(bad.outcome, reported.outcome) as outcome,
    bad.n as events,
    reported.n as reported,
    reported.largest
from bad
full join reported
    on bad.date = reported.date
    and bad.outcome = reported.outcome
where not coalesce(bad.n between reported.largest and reported.n, false)
