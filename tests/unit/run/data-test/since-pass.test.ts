import { expect, test } from 'vitest'
import { builtProject } from '../../../support/built-project.ts'

const events = `{{ config(materialized='incremental', incremental_strategy='append') }}
  select i from range({{ var('from') }}, {{ var('to') }}) as r(i)`

/** Its failures are the rows that it reads; more than 100 of them, or a negative one, are too many. */
const rowsRead = (from: string) => `{{ config(warn_if='> 100', error_if='> 100') }}
  select i from ${from} cross join range(case when i < 0 then 101 else 1 end)`

test('stream() in a data test means the rows since it passed', async () => {
  await using project = await builtProject({
    'models/events.sql': events,
    'tests/new_ones.sql': rowsRead("{{ stream(ref('events')) }}"),
  })
  const first = await project.build({ vars: { from: 0, to: 3 } })
  expect(first.outcome('new_ones')).toMatchObject({ status: 'pass', failures: 3n })
  const second = await project.build({ vars: { from: 3, to: 5 } })
  expect(second.outcome('new_ones')).toMatchObject({ status: 'pass', failures: 2n })
  const same = await project.build({ vars: { from: 3, to: 5 } })
  expect(same.statuses).toEqual({ events: 'no-op', new_ones: 'no-op' })
})

test('after a failure, with other code and under --full-refresh a data test reads everything again', async () => {
  await using project = await builtProject({
    'models/events.sql': events,
    'tests/new_ones.sql': rowsRead("{{ stream(ref('events')) }}"),
  })
  await project.build({ vars: { from: 0, to: 3 } })
  const bad = await project.build({ vars: { from: -1, to: 0 } })
  expect(bad.outcome('new_ones')).toMatchObject({ status: 'fail', failures: 101n })
  const stillBad = await project.build({ vars: { from: 3, to: 4 } })
  expect(stillBad.outcome('new_ones')).toMatchObject({ status: 'fail', failures: 105n })
  await project.write({
    'tests/new_ones.sql': rowsRead("{{ stream(ref('events')) }}").replaceAll('> 100', '> 1000'),
  })
  const changed = await project.build({ vars: { from: 4, to: 5 } })
  expect(changed.outcome('new_ones')).toMatchObject({ status: 'pass', failures: 106n })
  const refreshed = await project.build({ vars: { from: 0, to: 2 }, fullRefresh: true })
  expect(refreshed.outcome('new_ones')).toMatchObject({ status: 'pass', failures: 2n })
})

test('where rows were rewritten since, stream() in a data test means all of them', async () => {
  await using project = await builtProject({
    'models/events.sql': events,
    'tests/new_ones.sql': rowsRead("{{ stream(ref('events')) }}"),
  })
  await project.build({ vars: { from: 0, to: 3 } })
  await project.build({
    vars: { from: 0, to: 4 },
    fullRefresh: true,
    select: ['events'],
    exclude: ['new_ones'],
  })
  const rewritten = await project.build({ vars: { from: 4, to: 5 } })
  expect(rewritten.outcome('new_ones')).toMatchObject({ status: 'pass', failures: 5n })
})

test('changes() and changed_partitions() in a data test are those since it passed', async () => {
  await using project = await builtProject({
    'models/stock.sql': `{{ config(materialized='incremental', unique_key='i') }}
      select * from (values {{ var('rows') }}) as v(i, day)`,
    'tests/changed.sql': rowsRead("{{ changes(ref('stock')) }}"),
    'tests/days.sql': `{{ config(warn_if='> 100', error_if='> 100') }}
      select * from {{ ref('stock') }} where day in ({{ changed_partitions(ref('stock'), 'day') }})`,
  })
  const first = await project.build({ vars: { rows: "(1, 'mon'), (2, 'tue'), (3, 'tue')" } })
  expect(first.outcome('changed').failures).toBe(3n)
  expect(first.outcome('days').compiledSql).toContain("in ('mon', 'tue')")
  const second = await project.build({ vars: { rows: "(3, 'wed')" } })
  expect(second.outcome('changed').failures).toBe(2n)
  expect(second.outcome('days').compiledSql).toContain("in ('tue', 'wed')")
  expect(second.outcome('days').failures).toBe(2n)
})
