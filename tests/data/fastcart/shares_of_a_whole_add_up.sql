with shares as (
    select 'payment_method_revenue' as table_name, date, sum(payment_method_percentage) as percentage
    from {{ ref('payment_method_revenue') }}
    group by date
    union all
    select 'payment_method_preferences', null, sum(payment_method_percentage)
    from {{ ref('payment_method_preferences') }}
    union all
    select 'customer_segmentation', date, sum(segment_percentage)
    from {{ ref('customer_segmentation') }}
    group by date
)

select *
from shares
where abs(percentage - 100) > 0.000001
