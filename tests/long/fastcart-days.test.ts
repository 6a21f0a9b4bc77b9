import { expect, test } from 'vitest'
import { demoProject, expectGreen, outcomeOf } from '../support/demo-project.ts'
import { differences } from '../support/fastcart-check.ts'
import { openLakeReader } from '../support/lake-reader.ts'

test('date-grained gold reads and replaces only the dates that changed', async () => {
  await using demo = await demoProject()
  await demo.generate({ days: 3 })
  expectGreen(await demo.build())
  await using reader = await openLakeReader(demo.lake)
  const table = { path: 'gold/sales_performance/daily_product_revenue' }
  const before = await reader.pin(table)
  await demo.generate({ more: 300 })
  const summary = expectGreen(await demo.build())
  const outcome = outcomeOf(summary, 'daily_product_revenue')
  const orders = outcome.reads?.find(({ from }) => from === 'silver/orders')
  expect(orders?.files).toBeLessThan(orders?.filesBeforePruning ?? 0)
  const changed = await reader.rows(
    'select distinct date from ((select * from t.now) except (select * from t.was)) order by date',
    { now: table, was: { ...table, version: before.version } },
  )
  expect(outcome.filesAdded).toBeLessThan((await reader.pin(table)).files)
  expect(changed.length).toBeGreaterThan(0)
  expect(await differences(demo)).toEqual([])
}, 600_000)

test('days that come one after the other, with faults and late events, give what all of them at once give', async () => {
  await using demo = await demoProject()
  for (const days of [1, 2, 3]) {
    await demo.generate({ days, dirty: 3 })
    expectGreen(await demo.build())
    expect(await differences(demo), `after day ${days}`).toEqual([])
  }
  const { target, lake } = await demo.freshLake()
  expectGreen(await demo.build({ target }))
  expect(await differences({ lake, topics: demo.topics })).toEqual([])
}, 900_000)
