select date, count(*) as statuses, sum(status_percentage) as percentage
from {{ ref('order_status_distribution') }}
group by date
having count(*) <> 5 or abs(sum(status_percentage) - 100) > 0.000001
