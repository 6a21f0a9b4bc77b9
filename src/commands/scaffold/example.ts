import type { CsvSource } from './seed-files.ts'

const customers = `customer_id,name,country,since
1,Ada Lopez,ES,2024-01-14
2,Ben Okafor,NG,2024-02-02
3,Chen Wei,CN,2024-02-20
4,Dana Novak,CZ,2024-03-05
`

const orders = `order_id,customer_id,ordered_on,amount,status
1001,1,2024-03-01,25.50,shipped
1002,2,2024-03-01,12.00,shipped
1003,1,2024-03-04,99.90,shipped
1004,3,2024-03-07,7.25,cancelled
1005,4,2024-03-09,43.00,pending
1006,2,2024-03-11,18.75,shipped
`

/** What a project begins with when its user has no CSV file at hand. */
export const exampleSources: readonly CsvSource[] = [
  { file: 'customers.csv', content: new TextEncoder().encode(customers) },
  { file: 'orders.csv', content: new TextEncoder().encode(orders) },
]

/** Besides the models that every project gets. */
export const exampleFiles: ReadonlyMap<string, string> = new Map([
  [
    'models/gold/revenue_by_country.sql',
    `select
    customers.country,
    count(*) as orders,
    sum(orders.amount) as revenue
from {{ ref('silver_orders') }} as orders
join {{ ref('silver_customers') }} as customers using (customer_id)
where orders.status = 'shipped'
group by customers.country
`,
  ],
  [
    'models/gold/revenue_by_country.yml',
    `models:
  - name: revenue_by_country
    description: Revenue of shipped orders by the customer's country.
    columns:
      - { name: country, data_tests: [not_null, unique] }
      - { name: orders }
      - { name: revenue }
`,
  ],
])
