import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builtProject } from '../../../support/built-project.ts'

const audited = {
  'project.yml': `name: shop
on-run-start:
  - create schema if not exists audit; create table audit.log (entry varchar)
  - create macro cents(x) as x * 100
on-run-end:
  - |
    {% for result in results %}
    insert into audit.log values ('{{ result.node.name }} {{ result.status }}');
    {% endfor %}
    insert into audit.log values ('{{ schemas | join("+") }} {{ database_schemas[0] | join(".") }}')
  - copy (select * from audit.log order by rowid) to '{{ var("out") }}/log.csv' (header false)
models: {+post-hook: "insert into audit.log values ('built {{ this.name }}')"}
`,
  'models/gold/audit_rate.sql': "{{ config(materialized='table', schema='audit') }}select cents(3) as rate",
  'models/gold/orders.sql':
    "{{ config(materialized='table') }}select rate, (select count(*) from audit.log) as entries from {{ ref('audit_rate') }}",
  'models/gold/broken.sql': "{{ config(materialized='table') }}select nothing",
}

test('what on-run-start makes is there for all nodes, and on-run-end sees how they ended', async () => {
  await using project = await builtProject(audited)
  const { statuses, summary, events } = await project.build({ vars: { out: project.folder }, threads: 1 })
  expect(summary.exitCode).toBe(1)
  expect(statuses).toEqual({
    'shop-on-run-start-0': 'success',
    'shop-on-run-start-1': 'success',
    audit_rate: 'success',
    broken: 'error',
    orders: 'success',
    'shop-on-run-end-0': 'success',
    'shop-on-run-end-1': 'success',
  })
  expect(summary.outcomes.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(events[0]).toMatchObject({ kind: 'run-started', total: 7 })
  expect(await project.rows('gold/orders')).toEqual([[300, 1n]])
  expect(await readFile(join(project.folder, 'log.csv'), 'utf8')).toBe(
    [
      'built audit_rate',
      'built orders',
      'audit_rate success',
      'broken error',
      'orders success',
      'audit+gold memory.audit',
      '',
    ].join('\n'),
  )
  const artifact = async (name: string) =>
    JSON.parse(await readFile(join(project.folder, 'target', name), 'utf8'))
  const { results } = await artifact('run_results.json')
  expect(results[0]).toMatchObject({
    unique_id: 'operation.shop.shop-on-run-start-0',
    status: 'success',
    compiled: true,
  })
  const { nodes } = await artifact('manifest.json')
  expect(nodes['operation.shop.shop-on-run-end-1']).toMatchObject({
    resource_type: 'operation',
    tags: ['on-run-end'],
    index: 1,
    original_file_path: 'project.yml',
  })
  expect(nodes['model.shop.orders'].config['post-hook']).toHaveLength(1)
})

test('when on-run-start fails nothing is built, and on-run-end still runs', async () => {
  await using project = await builtProject({
    'project.yml': `name: shop
on-run-start: [select * from nowhere, select 1]
on-run-end: copy (select '{{ results | map(attribute="status") | join(",") }}' as s) to '{{ var("out") }}/end.csv'
`,
    'models/a.sql': "{{ config(materialized='table') }}select 1 as id",
  })
  const { summary, statuses, outcome } = await project.build({ vars: { out: project.folder } })
  expect(summary.exitCode).toBe(1)
  expect(statuses).toEqual({
    'shop-on-run-start-0': 'error',
    'shop-on-run-start-1': 'skipped',
    a: 'skipped',
    'shop-on-run-end-0': 'success',
  })
  expect(outcome('a').message).toBe('"shop-on-run-start-0" failed')
  expect(outcome('shop-on-run-start-0').error).toMatchObject({
    code: 'hook-failed',
    at: { file: 'project.yml', line: 2, column: 30 },
  })
  expect(await readFile(join(project.folder, 'end.csv'), 'utf8')).toBe('s\nskipped\n')
})

test('when on-run-end fails the run fails, and what was built is published', async () => {
  await using project = await builtProject({
    'project.yml': 'name: shop\non-run-end: "select {{ nothing.at_all }}"\n',
    'models/a.sql': "{{ config(materialized='table') }}select 1 as id",
  })
  const { summary, statuses } = await project.build()
  expect(summary.exitCode).toBe(1)
  expect(statuses).toEqual({ a: 'success', 'shop-on-run-end-0': 'error' })
  expect(await project.rows('main/a')).toEqual([[1]])
})

test('where nothing is selected, nothing runs before and after it', async () => {
  await using project = await builtProject({
    'project.yml': 'name: shop\non-run-start: select 1\n',
    'models/a.sql': 'select 1 as id',
  })
  expect((await project.build({ select: ['nope'] })).summary.outcomes).toEqual([])
})
