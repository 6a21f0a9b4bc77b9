{{ config(materialized='table', path='gold/sales_performance/top_products') }}

-- The days of daily_product_revenue are exact sums, so that their sums are those of the orders.
with products as (
    select
        product_id,
        product_name,
        cast(sum(total_revenue) as decimal(18, 2)) as total_revenue,
        cast(sum(total_quantity_sold) as bigint) as quantity_sold
    from {{ ref('daily_product_revenue') }}
    group by product_id, product_name
),

ranked as (
    select
        'revenue' as ranking,
        row_number() over (order by total_revenue desc, product_id, product_name) as rank,
        *
    from products
    union all
    select
        'quantity' as ranking,
        row_number() over (order by quantity_sold desc, product_id, product_name) as rank,
        *
    from products
)

select ranking, rank, product_id, product_name, total_revenue, quantity_sold
from ranked
where rank <= 10
order by ranking desc, rank
