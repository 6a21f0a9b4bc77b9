import { expect, test } from 'vitest'
import { builtProject } from '../../support/built-project.ts'

const days = `{{ config(materialized='incremental', incremental_strategy='append', partition_by=['day']) }}
  select i, day from (values {{ var('rows') }}) as v(i, day)`

/** Of each id, on how many days it has been seen: the days before are looked up in the table itself. */
const seen = `{{ config(materialized='incremental', unique_key='i') }}
  {% if is_incremental() %}
  {% set query %}
  select day from {{ stream(ref('days')) }}
  union
  select unnest(all_days) from {{ this }} where i in (select i from {{ stream(ref('days')) }})
  {% endset %}
  {% endif %}
  select i, list(distinct day order by day) as all_days
  from {{ ref('days') }}
  {% if is_incremental() %}
  where day in ({{ values_of(query) }}) and i in (select i from {{ stream(ref('days')) }})
  {% endif %}
  group by i`

test('values_of() puts the answer of a query into the SQL as constants, which prune files', async () => {
  await using project = await builtProject({ 'models/days.sql': days, 'models/seen.sql': seen })
  await project.build({ vars: { rows: "(1, 'mon'), (2, 'tue'), (3, 'wed'), (1, 'o''clock')" } })
  const second = await project.build({ vars: { rows: "(1, 'thu')" } })
  const { compiledSql, reads } = second.outcome('seen')
  expect(compiledSql).toContain("where day in ('mon', 'o''clock', 'thu')")
  expect(await project.rows('main/seen')).toEqual([
    [1, ['mon', "o'clock", 'thu']],
    [2, ['tue']],
    [3, ['wed']],
  ])
  // What the query reads is told too; what it alone reads is not read again.
  expect(reads?.map(({ from, files, filesBeforePruning }) => [from, files, filesBeforePruning])).toEqual([
    ['main/days', 1, 1],
    ['main/seen', 1, 1],
    ['main/days', 1, 1],
    ['main/days', 3, 5],
    ['main/days', 1, 1],
  ])
})

test('a query of values_of() without rows gives NULL, which is in nothing', async () => {
  await using project = await builtProject({
    'models/days.sql': days,
    'models/none.sql': `{{ config(materialized='table') }}
      select * from {{ ref('days') }} where day in ({{ values_of("select day from " ~ ref('days') ~ " where i > 7 or i is null") }})`,
  })
  const built = await project.build({ vars: { rows: "(1, 'mon'), (null, null)" } })
  expect(built.outcome('none')).toMatchObject({ status: 'success', rows: 0n })
  expect(built.outcome('none').compiledSql).toContain('where day in (null)')
})

test('a query of values_of() with two columns, and a mistake in it, are told at the call', async () => {
  await using project = await builtProject({
    'models/two.sql': "select 1 as n\nwhere 1 in ({{ values_of('select 1 as a, 2 as b') }})",
    'models/wrong.sql': "select 1 as n\nwhere 1 in (\n{{ values_of('select nope') }})",
  })
  const { outcome } = await project.build()
  expect(outcome('two').error).toMatchObject({
    code: 'values-of-columns',
    message: '"two" calls values_of() with a query of 2 columns: a, b.',
    at: { file: 'models/two.sql', line: 2 },
  })
  expect(outcome('wrong').error).toMatchObject({
    code: 'sql-error',
    at: { file: 'models/wrong.sql', line: 3 },
  })
})

test('values_of() works through views, ephemeral models, data tests and unit tests', async () => {
  const of = (ref: string) => `{{ values_of("select max(i) from " ~ ref('${ref}')) }}`
  await using project = await builtProject({
    'models/days.sql': days,
    'models/seen.sql': `select i from {{ ref('days') }} where i in (${of('days')})`,
    'models/inlined.sql': `{{ config(materialized='ephemeral') }} select i from {{ ref('days') }} where i in (${of('days')})`,
    'models/both.sql': `{{ config(materialized='table') }} select i from {{ ref('seen') }} union all select i from {{ ref('inlined') }}`,
    'tests/last.sql': `select * from {{ ref('both') }} where i not in (${of('days')})`,
    'models/units.yml': `unit_tests:
  - name: the_last_twice
    model: both
    given: [{ input: ref('days'), rows: [{ i: 4 }, { i: 6 }] }]
    expect: { rows: [{ i: 6 }, { i: 6 }] }
`,
  })
  const built = await project.build({ vars: { rows: "(1, 'mon'), (2, 'tue')" } })
  expect(built.statuses).toMatchObject({ the_last_twice: 'pass', both: 'success', last: 'pass' })
  expect(await project.rows('main/both')).toEqual([[2], [2]])
})
