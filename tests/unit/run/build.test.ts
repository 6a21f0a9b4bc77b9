import { expect, test } from 'vitest'
import { builtProject } from '../../support/built-project.ts'

const table = "{{ config(materialized='table') }}\n"

test('what has not changed is not built again, and says why', async () => {
  await using project = await builtProject({
    'seeds/countries.csv': 'code,name\nSE,Sweden\nNO,Norway\n',
    'models/named.sql': `${table}select * from {{ ref('countries') }}`,
  })
  expect((await project.build()).statuses).toEqual({ countries: 'success', named: 'success' })
  const again = await project.build()
  expect(again.statuses).toEqual({ countries: 'no-op', named: 'no-op' })
  expect(again.outcome('named').message).toBe('nothing new in countries v0')
  await project.write({ 'seeds/countries.csv': 'code,name\nSE,Sweden\nNO,Norway\nFI,Finland\n' })
  expect((await project.build()).statuses).toEqual({ countries: 'success', named: 'success' })
  expect(await project.rows('main/named')).toHaveLength(3)
})

test('a change of a macro or of an inlined view rebuilds what depends on it, and nothing else', async () => {
  await using project = await builtProject({
    'macros/twice.sql': '{% macro twice(x) %}{{ x }} * 2{% endmacro %}',
    'models/base.sql': `${table}select 1 as n`,
    'models/seen.sql': "select n + 1 as n from {{ ref('base') }}",
    'models/doubled.sql': `${table}select {{ twice('n') }} as n from {{ ref('base') }}`,
    'models/through_view.sql': `${table}select n from {{ ref('seen') }}`,
  })
  await project.build()
  await project.write({ 'macros/twice.sql': '{% macro twice(x) %}{{ x }} * 3{% endmacro %}' })
  const macro = await project.build()
  expect(macro.statuses).toMatchObject({ base: 'no-op', doubled: 'success', through_view: 'no-op' })
  expect(await project.rows('main/doubled')).toEqual([[3]])
  await project.write({ 'models/seen.sql': "select n + 10 as n from {{ ref('base') }}" })
  expect((await project.build()).statuses).toMatchObject({ doubled: 'no-op', through_view: 'success' })
  expect(await project.rows('main/through_view')).toEqual([[11]])
})

test('stream() reads what was appended since, and refuses rows that were rewritten', async () => {
  await using project = await builtProject({
    'models/events.sql': `{{ config(materialized='incremental', incremental_strategy='append') }}
      select i from range({{ var('from') }}, {{ var('to') }}) as r(i)`,
    'models/copied.sql': `{{ config(materialized='incremental', incremental_strategy='append') }}
      select i * 10 as i from {{ stream(ref('events')) }}`,
  })
  await project.build({ vars: { from: 0, to: 3 } })
  await project.build({ vars: { from: 3, to: 5 } })
  expect(await project.rows('main/copied')).toEqual([[0n], [10n], [20n], [30n], [40n]])
  const refreshed = await project.build({ vars: { from: 0, to: 1 }, fullRefresh: true, select: ['events'] })
  expect(refreshed.statuses.events).toBe('success')
  const refused = await project.build({ vars: { from: 0, to: 1 }, select: ['copied'] })
  expect(refused.outcome('copied').error).toMatchObject({ code: 'stream-not-append-only' })
  expect(await project.rows('main/copied')).toHaveLength(5)
})

test('changes() gives net changes by key, once', async () => {
  await using project = await builtProject({
    'models/stock.sql': `${table}select * from (values {{ var('rows') }}) as v(id, n)`,
    'models/log.sql': `{{ config(materialized='incremental', incremental_strategy='append') }}
      select id, n, _change_type from {{ changes(ref('stock')) }}`,
  })
  await project.build({ vars: { rows: '(1, 1), (2, 2)' } })
  await project.build({ vars: { rows: '(1, 1), (2, 3), (4, 4)' } })
  await project.build({ vars: { rows: '(1, 1), (2, 3), (4, 4)' } })
  expect(await project.rows('main/log')).toEqual([
    [1, 1, 'insert'],
    [2, 2, 'delete'],
    [2, 2, 'insert'],
    [2, 3, 'insert'],
    [4, 4, 'insert'],
  ])
})

test('a partition that its rows have left is emptied by insert_overwrite with changed_partitions()', async () => {
  await using project = await builtProject({
    'models/orders.sql': `${table}select * from (values {{ var('rows') }}) as v(id, day)`,
    'models/daily.sql': `{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by=['day']) }}
      select day, count(*) as n from {{ ref('orders') }}
      {% if is_incremental() %}where day in ({{ changed_partitions(ref('orders'), 'day') }}){% endif %}
      group by day`,
  })
  await project.build({ vars: { rows: "(1, 'mon'), (2, 'tue'), (3, 'wed')" } })
  const moved = await project.build({ vars: { rows: "(1, 'tue'), (2, 'tue'), (3, 'wed')" } })
  expect(await project.rows('main/daily', 'day, n')).toEqual([
    ['tue', 2n],
    ['wed', 1n],
  ])
  expect(moved.outcome('daily').compiledSql).toContain("in ('mon', 'tue')")
  expect(moved.outcome('daily').filesAdded).toBe(1)
})

test('merge and delete+insert keep one row a key, and a full refresh starts again', async () => {
  const incremental = (strategy: string) =>
    `{{ config(materialized='incremental', incremental_strategy='${strategy}', unique_key='id') }}
     select * from (values {{ var('rows') }}) as v(id, n)`
  await using project = await builtProject({
    'models/merged.sql': incremental('merge'),
    'models/replaced.sql': incremental('delete+insert'),
  })
  await project.build({ vars: { rows: '(1, 1), (2, 2)' } })
  await project.build({ vars: { rows: '(2, 20), (3, 30)' } })
  for (const path of ['main/merged', 'main/replaced']) {
    expect(await project.rows(path), path).toEqual([
      [1, 1],
      [2, 20],
      [3, 30],
    ])
  }
  const twice = await project.build({ vars: { rows: '(2, 1), (2, 2)' } })
  expect(twice.outcome('merged').error).toMatchObject({ code: 'merge-duplicate-key' })
  await project.build({ vars: { rows: '(9, 9)' }, fullRefresh: true })
  expect(await project.rows('main/merged')).toEqual([[9, 9]])
})

test('a failed data test skips the children of its model and nothing else', async () => {
  await using project = await builtProject({
    'models/bad.sql': `${table}select null as id`,
    'models/child.sql': `${table}select * from {{ ref('bad') }}`,
    'models/other.sql': `${table}select 1 as id`,
    'models/warned.sql': `${table}select null as id`,
    'models/after_warned.sql': `${table}select 1 as n from {{ ref('warned') }}`,
    'models/schema.yml': `models:
  - name: bad
    columns: [{ name: id, data_tests: [not_null] }]
  - name: warned
    columns: [{ name: id, data_tests: [{ not_null: { config: { severity: warn } } }] }]
`,
  })
  const { summary, statuses, outcome } = await project.build()
  expect(statuses).toMatchObject({
    bad: 'success',
    not_null_bad_id: 'fail',
    child: 'skipped',
    other: 'success',
    not_null_warned_id: 'warn',
    after_warned: 'success',
  })
  expect(outcome('child').message).toBe('"not_null_bad_id" failed')
  expect(summary.exitCode).toBe(1)
})

test('a data test is not run again on the same versions, and is after they change', async () => {
  await using project = await builtProject({
    'models/orders.sql': `${table}select {{ var('id', 1) }} as id`,
    'models/schema.yml': 'models:\n  - name: orders\n    columns: [{ name: id, data_tests: [not_null] }]\n',
  })
  expect((await project.build()).statuses.not_null_orders_id).toBe('pass')
  expect((await project.build()).statuses.not_null_orders_id).toBe('no-op')
  expect((await project.build({ vars: { id: 'null::int' } })).statuses.not_null_orders_id).toBe('fail')
})

test('run publishes without data tests and says so', async () => {
  await using project = await builtProject({
    'models/orders.sql': `${table}select 1 as id`,
    'models/schema.yml':
      'models:\n  - name: orders\n    columns: [{ name: id, data_tests: [not_null, unique] }]\n',
  })
  const { events, statuses } = await project.run()
  expect(statuses).toEqual({ orders: 'success' })
  expect(events).toContainEqual(
    expect.objectContaining({
      kind: 'warning',
      message: expect.stringContaining('their 2 data tests: orders'),
    }),
  )
})

test('an input that is not selected is read as it was published, and must exist', async () => {
  await using project = await builtProject({
    'models/base.sql': `${table}select {{ var('n', 1) }} as n`,
    'models/top.sql': `${table}select n from {{ ref('base') }}`,
  })
  const missing = await project.build({ select: ['top'] })
  expect(missing.outcome('top').error).toMatchObject({ code: 'input-not-built' })
  await project.build()
  await project.write({ 'models/base.sql': `${table}select 2 as n` })
  expect((await project.build({ select: ['top'] })).statuses).toEqual({ top: 'no-op' })
  await project.build()
  expect(await project.rows('main/top')).toEqual([[2]])
})

test('an ephemeral model and a view are part of what reads them, and store nothing', async () => {
  await using project = await builtProject({
    'models/base.sql': `${table}select i as n from range(10) as r(i)`,
    'models/even.sql':
      "{{ config(materialized='ephemeral') }} select n from {{ ref('base') }} where n % 2 = 0",
    'models/small.sql': "select n from {{ ref('even') }} where n < 5",
    'models/counted.sql': `${table}with big as (select n from {{ ref('even') }} where n >= 5)
      select (select count(*) from {{ ref('small') }}) as small, (select count(*) from big) as big`,
  })
  const { statuses } = await project.build()
  expect(statuses).toEqual({ base: 'success', small: 'success', counted: 'success' })
  expect(await project.rows('main/counted')).toEqual([[3n, 2n]])
})

test('a column that is new is added, ignored or refused as on_schema_change says', async () => {
  const model = (change: string) =>
    `{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='${change}') }}
     select 1 as id{% if is_incremental() %}, 'x' as extra{% endif %}`
  await using project = await builtProject({
    'models/appended.sql': model('append_new_columns'),
    'models/ignored.sql': model('ignore'),
    'models/refused.sql': model('fail'),
  })
  await project.build()
  await project.write({
    'models/appended.sql': `${model('append_new_columns')}\n`,
    'models/ignored.sql': `${model('ignore')}\n`,
    'models/refused.sql': `${model('fail')}\n`,
  })
  const second = await project.build({ vars: { again: 1 } })
  expect(await project.rows('main/appended')).toEqual([
    [1, 'x'],
    [1, null],
  ])
  expect(await project.rows('main/ignored')).toEqual([[1], [1]])
  expect(second.outcome('refused').error).toMatchObject({ code: 'schema-changed' })
})
