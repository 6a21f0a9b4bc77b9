import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import type { Compiled } from '../../../../src/core/compile/compiled.ts'
import { testQuery } from '../../../../src/core/compile/test-query.ts'
import { compileFixture } from '../../../support/compile-project.ts'
import { testConfig } from '../../../support/small-manifest.ts'

const models = {
  'project.yml': 'name: shop\ntargets:\n  dev: { schema: main }\n',
  'models/orders.sql': "{{ config(materialized='table') }} select 1 as id, 10 as price",
  'models/big.sql':
    "{{ config(materialized='ephemeral') }} select orders.* from {{ ref('orders') }} where orders.price > 5;",
}

/** The rows of the SQL over tables that hold `orders` under each name that it uses. */
async function rows({ sql, references }: Compiled): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const { name } of references) {
      await connection.run(`create table "${name.schema}"."${name.name}" as
        select * from (values (1, 10), (2, 3), (3, 7)) as t(id, price)`)
    }
    return (await connection.runAndReadAll(sql)).getRowsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

test.each([
  [
    'an implied name',
    "select orders.id from {{ ref('orders') }} where orders.id > 1 order by orders.id",
    [[2], [3]],
  ],
  [
    'an implied name in a second use',
    `with a as (select orders.id from {{ ref('orders') }}),
     b as (select orders.id from {{ ref('orders') }} join a on a.id = orders.id where orders.id = 3)
     select * from b`,
    [[3]],
  ],
  [
    'a full name',
    "select {{ ref('orders') }}.id from {{ ref('orders') }} where {{ ref('orders') }}.id = 2",
    [[2]],
  ],
  [
    'a join of two uses of one relation',
    "select orders.id, o.id from {{ ref('orders') }} join {{ ref('orders') }} o on o.id = orders.id + 1 order by all",
    [
      [1, 2],
      [2, 3],
    ],
  ],
  [
    'an ephemeral model beside its own source, with a semicolon',
    "with x as (select 1 as n) select orders.id from {{ ref('big') }} as b join {{ ref('orders') }} using (id), x order by 1; -- end",
    [[1], [3]],
  ],
  [
    'a pivot',
    "pivot (select id, price from {{ ref('orders') }} where orders.id < 2) on id using sum(price)",
    [['10']],
  ],
  ['a statement that starts with FROM', "from {{ ref('big') }} select id order by id limit 1", [[1]]],
])('SQL with %s runs in a table and in a view', async (_, sql, expected) => {
  for (const materialized of ['table', 'view']) {
    const { compile } = compileFixture({
      ...models,
      'models/m.sql': `{{ config(materialized='${materialized}') }}${sql}`,
    })
    expect(await rows(await compile('m', materialized === 'view' ? { suffix: '@m' } : {}))).toEqual(expected)
  }
})

test('the query of a data test gives its verdict in one row', async () => {
  const { compile } = compileFixture({
    ...models,
    'tests/odd.sql': "select * from {{ ref('big') }} -- too big",
  })
  const compiled = await compile('odd')
  expect(await rows(testQuery(compiled, testConfig({ errorIf: '> 5' })))).toEqual([['2', true, false]])
  expect(await rows(testQuery(compiled, testConfig({ failCalc: 'max(price)', limit: 1 })))).toEqual([
    [10, true, true],
  ])
})
