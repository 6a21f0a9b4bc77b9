import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtProject } from '../../../support/built-project.ts'

const table = (config: string, sql: string) => `{{ config(materialized='table', ${config}) }}\n${sql}`

test('a pre-hook makes what the SQL reads, in the same session, and a post-hook reads what was published', async () => {
  await using project = await builtProject({
    'models/rates.sql': table('', 'select 2 as rate'),
    'models/orders.sql': table(
      `pre_hook=["create temp table rates as from {{ ref('rates') }}", "set variable factor = 10"],
       post_hook="copy (select sum(total) as total from {{ this }}) to '{{ var('out') }}/total.csv'"`,
      "select rate * getvariable('factor') as total from rates",
    ),
    // Neither the table nor the setting is there any more.
    'models/others.sql': `select getvariable('factor') as factor, (select count(*) from duckdb_tables() where temporary) as tables -- {{ ref('orders') }}`,
    'models/check.sql': table('', "select * from {{ ref('others') }}"),
  })
  const { summary, outcome } = await project.build({ vars: { out: project.folder }, threads: 1 })
  expect(summary.outcomes.map(({ name, status, error }) => [name, status, error])).toEqual([
    ['rates', 'success', undefined],
    ['orders', 'success', undefined],
    ['others', 'success', undefined],
    ['check', 'success', undefined],
  ])
  expect(outcome('orders').hooks).toBe(3)
  expect(await readFile(join(project.folder, 'total.csv'), 'utf8')).toBe('total\n20\n')
  expect(await project.rows('main/check')).toEqual([[null, 0n]])
})

test('a failed pre-hook fails the model before anything is written', async () => {
  await using project = await builtProject({
    'models/orders.sql': table(`pre_hook="select 1 / 0; select * from nowhere"`, 'select 1 as id'),
    'models/after.sql': table('', "select * from {{ ref('orders') }}"),
  })
  const { statuses, outcome } = await project.build()
  expect(statuses).toEqual({ orders: 'error', after: 'skipped' })
  expect(outcome('orders').error).toMatchObject({
    code: 'hook-failed',
    message: 'A pre-hook of "orders" failed: Table with name nowhere does not exist!',
    at: { file: 'models/orders.sql', line: 1 },
  })
  await expect(
    readFile(join(project.folder, 'lake/dev/main/orders/_delta_log/00000000000000000000.json')),
  ).rejects.toThrow()
})

test('a failed post-hook fails the model, says what is published, and runs again with the next build', async () => {
  const hook = (sql: string) => ({ 'models/orders.sql': table(`post_hook="${sql}"`, 'select 1 as id') })
  const copy = "copy {{ this }} to '{{ var('out') }}/out/copy.csv'"
  await using project = await builtProject(hook(copy))
  const options = { vars: { out: project.folder } }
  const failed = await project.build(options)
  expect(failed.outcome('orders')).toMatchObject({
    status: 'error',
    error: { code: 'hook-failed', params: { kind: 'post-hook', published: 0 } },
  })
  expect(failed.outcome('orders').message).toContain('The data of "orders" is published (v0).')
  await project.write({ 'out/x': '' })
  const again = await project.build(options)
  expect(again.outcome('orders')).toMatchObject({ status: 'success', version: 0, hooks: 1 })
  expect(await readFile(join(project.folder, 'out/copy.csv'), 'utf8')).toBe('id\n1\n')
  const skipped = await project.build(options)
  expect(skipped.outcome('orders')).toMatchObject({ status: 'no-op', version: 0 })
  // What was done is on record in the lake; without the record it is done once more.
  await rm(join(project.folder, 'lake/dev/_gild'), { recursive: true })
  expect((await project.build(options)).outcome('orders')).toMatchObject({ status: 'success', hooks: 1 })
})

test('new data in what a pre-hook reads builds the model, in what a post-hook reads does not', async () => {
  const seeds = { 'seeds/early.csv': 'id\n1\n', 'seeds/late.csv': 'id\n1\n' }
  await using project = await builtProject({
    ...seeds,
    'models/m.sql': table(
      `pre_hook="create temp table early as from {{ ref('early') }}", post_hook="select * from {{ ref('late') }}"`,
      'select * from early',
    ),
  })
  await project.build()
  await project.write({ 'seeds/late.csv': 'id\n2\n' })
  expect((await project.build()).statuses).toEqual({ early: 'no-op', late: 'success', m: 'no-op' })
  await project.write({ 'seeds/early.csv': 'id\n2\n' })
  expect((await project.build()).statuses).toEqual({ early: 'success', late: 'no-op', m: 'success' })
  expect(await project.rows('main/m')).toEqual([[2n]])
})

test('a statement may not change a table of gild, and is_incremental() holds in a hook too', async () => {
  const hook = '{% if is_incremental() %}delete from {{ this }} where id = 1{% endif %}'
  await using project = await builtProject({
    'seeds/s.csv': 'id\n1\n',
    'models/m.sql': `{{ config(materialized='incremental', pre_hook="${hook}") }}select * from {{ ref('s') }}`,
  })
  expect((await project.build()).statuses).toEqual({ s: 'success', m: 'success' })
  await project.write({ 'seeds/s.csv': 'id\n2\n' })
  const { outcome } = await project.build()
  expect(outcome('m').message).toContain('"m" runs DELETE on "m". A statement may read tables of gild')
  expect(outcome('m').error).toMatchObject({
    code: 'hook-failed',
    hint: expect.stringContaining('SQL of the model'),
  })
})

test('a pre-hook that reads the model before its first build is told how to wait for it', async () => {
  await using project = await builtProject({
    'models/m.sql': table(`pre_hook="select count(*) from {{ this }}"`, 'select 1 as id'),
  })
  const { outcome } = await project.build()
  expect(outcome('m').message).toContain('which does not exist before the first build')
})

test('seeds and views have hooks, an ephemeral model has none of its own but can be read by one', async () => {
  await using project = await builtProject({
    'project.yml': `name: shop
seeds: {+post-hook: "copy {{ this }} to '{{ var('out') }}/{{ this.name }}.csv'"}
`,
    'seeds/s.csv': 'id\n7\n',
    'models/e.sql': "{{ config(materialized='ephemeral') }}select id + 1 as id from {{ ref('s') }}",
    'models/v.sql': `{{ config(post_hook="copy (select v.id, e.id as next from {{ this }} v, {{ ref('e') }} e) to '{{ var('out') }}/v.csv'") }}select * from {{ ref('s') }}`,
  })
  const { statuses } = await project.build({ vars: { out: project.folder } })
  expect(statuses).toEqual({ s: 'success', v: 'success' })
  expect(await readFile(join(project.folder, 's.csv'), 'utf8')).toBe('id\n7\n')
  expect(await readFile(join(project.folder, 'v.csv'), 'utf8')).toBe('id,next\n7,8\n')
})

test('run_query() in a model, a view and a data test gives the rows of what is published', async () => {
  await using project = await builtProject({
    'seeds/s.csv': 'id\n1\n2\n',
    'models/v.sql': `{% set q = 'select count(*) from ' ~ ref('s') %}{% set n = run_query(q).rows[0][0] if execute else 0 %}select {{ n }} as n`,
    'models/m.sql': table(
      '',
      `{% set ids = run_query('select id from ' ~ ref('s') ~ ' order by 1').columns[0].values() %}
      select {% for id in ids %}{{ id }} as c{{ id }}, {% endfor %} n from {{ ref('v') }}`,
    ),
    'tests/t.sql': `{% set q = 'select count(*) from ' ~ ref('m') %}{% set n = run_query(q).rows[0][0] if execute else 0 %}select 1 where {{ n }} <> 1`,
  })
  const { statuses, outcome } = await project.build()
  expect(statuses).toEqual({ s: 'success', v: 'success', m: 'success', t: 'pass' })
  expect(outcome('m').reads?.map(({ from }) => from)).toEqual([])
  expect(await project.rows('main/m')).toEqual([[1, 2, 2]])
})

test('a transaction that a hook leaves open ends with its model', async () => {
  await using project = await builtProject({
    'models/a.sql': table(`post_hook="begin; create table left_open (x int)"`, 'select 1 as id'),
    'models/b.sql': table('', "select count(*) as n from duckdb_tables() -- {{ ref('a') }}"),
  })
  const { statuses } = await project.build({ threads: 1 })
  expect(statuses).toEqual({ a: 'success', b: 'success' })
  expect(await project.rows('main/b')).toEqual([[0n]])
})
