import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogWriter } from '../../src/adapters/log/log-writer.ts'
import { demoProject, expectGreen, frozenNow, outcomeOf, runtimeAt } from '../support/demo-project.ts'
import { differences, eventLaw } from '../support/fastcart-check.ts'
import { lakeDifferences, openLakeReader, tablesBelow } from '../support/lake-reader.ts'

// Unit tests read no events: the first test runs them, for all.
const exclude = ['test_type:unit']
const nothing = { lost: 0n, doubled: 0n, unaccounted: 0n }

test('clean events: gold equals the plain computation over the log, and a second build publishes nothing', async () => {
  await using demo = await demoProject()
  await demo.generate({ orders: 2000 })
  expectGreen(await demo.build())
  expect(await differences(demo)).toEqual([])
  expect(await eventLaw(demo)).toEqual(nothing)
  const again = expectGreen(await demo.build())
  expect(again.outcomes.filter(({ status }) => status !== 'no-op' && status !== 'pass')).toEqual([])
})

test('dirty and late events in several batches: incremental equals the plain computation and a full build', async () => {
  await using demo = await demoProject()
  for (const orders of [700, 1300, 2300]) {
    await demo.generate({ orders, dirty: 5 })
    expectGreen(await demo.build({ exclude }))
    expect(await eventLaw(demo)).toEqual(nothing)
  }
  expect(await differences(demo)).toEqual([])
  const fresh = await demo.freshLake()
  expectGreen(await demo.build({ exclude, target: fresh.target }))
  // Under a frozen clock not even the times of ingestion may differ.
  expect(await lakeDifferences(demo.lake, fresh.lake, /^$/)).toEqual([])
})

test('under a clock that moves, only the times of ingestion differ from a full build', async () => {
  await using demo = await demoProject()
  for (const [orders, day] of [
    [400, '10'],
    [900, '11'],
    [1500, '12'],
  ] as const) {
    await demo.generate({ orders, dirty: 5 })
    expectGreen(await demo.build({ exclude, runtime: runtimeAt(`2025-11-${day}T08:00:00.000Z`) }))
  }
  const fresh = await demo.freshLake()
  expectGreen(
    await demo.build({ exclude, target: fresh.target, runtime: runtimeAt('2025-11-12T08:00:00.000Z') }),
  )
  // The report is by the day of ingestion.
  const report = 'silver/ecommerce_sales_quality_report'
  const found = await lakeDifferences(demo.lake, fresh.lake, /^(silver_)?ingestion_|^_timestamp$/)
  expect(found.filter(difference => !difference.startsWith(`${report}:`))).toEqual([])
  expect(await differences(demo, '2025-11-12T08:00:00.000Z')).toEqual([])
  await using reader = await openLakeReader(demo.lake)
  const days = await reader.rows('select distinct date from t.report order by date', {
    report: { path: report },
  })
  expect(days).toEqual([['2025-11-10'], ['2025-11-11'], ['2025-11-12']])
})

test('20 % dirty events fail no test', async () => {
  await using demo = await demoProject()
  await demo.generate({ orders: 1000, dirty: 20 })
  const summary = expectGreen(await demo.build({ exclude }))
  expect(summary.exitCode).toBe(0)
  expect(await differences(demo)).toEqual([])
})

test('fields with the names of columns that bronze adds are rescued', async () => {
  await using demo = await demoProject()
  await using reader = await openLakeReader(demo.lake)
  const rescued = ['{"ingestion_timestamp":"never"}', '{"Ingestion_Date":7}']
  await demo.generate({ orders: 200 })
  for (const [i, field] of rescued.entries()) {
    await send(demo.topics, `{"order_id":"x${i}","channel":"web",${field.slice(1)}`)
    expectGreen(await demo.build({ exclude }))
  }
  const rows = await reader.rows(
    'select _rescued, channel from t.b where channel is not null order by order_id',
    {
      b: { path: 'bronze/ecommerce_sales' },
    },
  )
  expect(rows).toEqual(rescued.map(json => [json, 'web']))
})

async function send(folder: string, value: string): Promise<void> {
  await using writer = await openLogWriter({
    folder,
    topic: 'ecommerce-sales',
    partitions: 3,
    runtime: runtimeAt(frozenNow),
  })
  await writer.send([{ partition: 0, key: 'x', value }])
}

test('after new events each model reads what is new and no more', async () => {
  await using demo = await demoProject()
  await demo.generate({ orders: 3000, dirty: 5 })
  expectGreen(await demo.build({ exclude }))
  const { orders } = await demo.generate({ more: 1000, dirty: 5 })
  expect(orders).toBe(4000)
  const summary = expectGreen(await demo.build({ exclude }))
  await using reader = await openLakeReader(demo.lake)

  const bronze = outcomeOf(summary, 'bronze_ecommerce_sales')
  const before = await reader.pin({ path: 'bronze/ecommerce_sales', version: 0 })
  const after = await reader.pin({ path: 'bronze/ecommerce_sales' })
  const [read] = bronze.reads ?? []
  const offsets = read?.offsets ?? []
  expect(offsets).toHaveLength(3)
  for (const { partition, from, to } of offsets) {
    const cursor = [...before.cursors].find(([id]) => id.endsWith(`/ecommerce-sales/${partition}`))?.[1]
    const now = [...after.cursors].find(([id]) => id.endsWith(`/ecommerce-sales/${partition}`))?.[1]
    expect({ from, to }).toEqual({ from: (cursor ?? 0n) + 1n, to: (now ?? 0n) + 1n })
  }
  const records = offsets.reduce((sum, { from, to }) => sum + (to - from), 0n)
  expect(bronze.rows).toBe(records)
  // About 430 bytes a record, and not the 3,000 orders from before.
  expect(read?.bytes).toBeLessThan(Number(records) * 600)

  for (const name of ['silver_ecommerce_sales', 'silver_ecommerce_sales_rejected']) {
    const reads =
      outcomeOf(summary, name).reads?.filter(({ from }) => from === 'bronze/ecommerce_sales') ?? []
    expect(
      reads.map(({ since, version }) => ({ since, version })),
      name,
    ).toEqual([{ since: 0, version: 1 }])
    expect(reads[0]?.files, name).toBe(after.files - before.files)
    expect(reads[0]?.bytes, name).toBe(after.bytes - before.bytes)
  }
})

test('every table and every column of the lake is described', async () => {
  await using demo = await demoProject()
  await demo.generate({ orders: 100 })
  expectGreen(await demo.build({ exclude: ['resource_type:test', 'test_type:unit'] }))
  const manifest = JSON.parse(await readFile(join(demo.folder, 'target/manifest.json'), 'utf8'))
  const nodes: readonly Described[] = Object.values(manifest.nodes)
  await using reader = await openLakeReader(demo.lake)
  const missing: string[] = []
  for (const path of await tablesBelow(demo.lake)) {
    const node = nodes.find(({ config }) => config.path === path)
    if (!node?.description) missing.push(path)
    for (const { name } of (await reader.pin({ path })).columns) {
      if (!node?.columns[name]?.description) missing.push(`${path}: ${name}`)
    }
  }
  expect(missing).toEqual([])
})

interface Described {
  readonly config: { readonly path?: string }
  readonly description: string
  readonly columns: Readonly<Record<string, { readonly description: string }>>
}
