import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ApiOptions, build, run, test as runTests } from '../../../../src/commands/api.ts'
import type { NodeOutcome } from '../../../../src/ports/run-event.ts'
import { outcomeOf, runtimeAt } from '../../../support/demo-project.ts'
import { testProject } from '../../../support/test-project.ts'

type Files = Readonly<Record<string, string>>

const runtime = runtimeAt('2025-01-31T12:00:00Z')

async function outcomes(
  files: Files,
  command: (options: ApiOptions) => ReturnType<typeof build> = runTests,
): Promise<readonly NodeOutcome[]> {
  await using project = await testProject(files)
  const { outcomes: all } = await command({ projectDir: project.folder, runtime })
  return all
}

/** The outcome of the one unit test `t` of the model `m`. */
async function unitTest(model: string, yaml: string, files: Files = {}): Promise<NodeOutcome> {
  const all = await outcomes({
    'models/m.sql': model,
    'models/t.yml': `unit_tests:\n  - name: t\n    model: m\n${yaml.replace(/^/gm, '    ')}`,
    ...files,
  })
  return outcomeOf({ outcomes: all } as never, 't')
}

const orders: Files = {
  'seeds/raw.csv': 'id,amount,on_day\n1,10,2025-01-01\n',
  'models/stg.sql':
    "{{ config(materialized='table') }} select id, amount::decimal(10,2) as amount, on_day from {{ ref('raw') }}",
}

const perDay = `select on_day as day, sum(amount) as total, count(*) as n from {{ ref('stg') }} group by 1`

test('a unit test passes on given rows, in any order, without a single table', async () => {
  const yaml = `given:
  - input: ref('stg')
    rows:
      - {id: 1, amount: 1.10, on_day: 2025-01-01}
      - {id: 2, amount: 2.20, on_day: 2025-01-01}
      - {id: 3, amount: 3, on_day: 2025-01-02}
expect:
  rows:
    - {day: 2025-01-02, total: 3.00}
    - {day: 2025-01-01, total: 3.30}
`
  const outcome = await unitTest(perDay, yaml, orders)
  expect(outcome).toMatchObject({
    status: 'pass',
    failures: 0n,
    resourceType: 'unit_test',
    id: 'unit_test.shop.m.t',
  })
})

test('a difference is shown row by row, each missing row beside the one most like it', async () => {
  const yaml = `given:
  - input: ref('stg')
    rows:
      - {amount: 1.10, on_day: 2025-01-01}
      - {amount: 2.20, on_day: 2025-01-02}
expect:
  rows:
    - {day: 2025-01-02, total: 2.20, n: 2}
    - {day: 2025-01-01, total: 1.10, n: 1}
    - {day: 2025-01-03, total: 5, n: 1}
`
  const { status, failures, message } = await unitTest(perDay, yaml, orders)
  expect({ status, failures }).toEqual({ status: 'fail', failures: 3n })
  expect(message).toBe(`The unit test "t" of "m" failed: 2 expected rows are missing, 1 row is unexpected.
            day         total  n
missing     2025-01-02  2.20   2
unexpected  2025-01-02  2.20   1
missing     2025-01-03  5.00   1`)
})

test('rows count as often as they occur', async () => {
  const yaml = `given: [{input: ref('stg'), rows: [{id: 1}, {id: 1}]}]
expect: {rows: [{id: 1}]}
`
  const { message } = await unitTest(`select id from {{ ref('stg') }}`, yaml, orders)
  expect(message).toContain('0 expected rows are missing, 1 row is unexpected')
})

test('a model that has to give nothing fails when it gives a row', async () => {
  const given = (rows: string) => `given: [{input: ref('stg'), rows: ${rows}}]\nexpect: {rows: []}\n`
  const sql = `select id, amount from {{ ref('stg') }} where amount > 5`
  expect(await unitTest(sql, given('[{id: 1, amount: 5}]'), orders)).toMatchObject({ status: 'pass' })
  const failed = await unitTest(sql, given('[{id: 1, amount: 6}]'), orders)
  expect(failed.message).toContain('unexpected  1   6.00')
})

test('types come from the SQL of the parents, from YAML, or from the values', async () => {
  const files = {
    ...orders,
    'models/s.yml':
      'sources: [{name: crm, tables: [{name: users, columns: [{name: born, data_type: DATE}]}, {name: plain}]}]\n',
  }
  const sql = `select typeof(a.amount) as a, typeof(u.born) as b, typeof(p.x) as c, typeof(p.y) as d, typeof(p.z) as e
from {{ ref('stg') }} a, {{ source('crm', 'users') }} u, {{ source('crm', 'plain') }} p`
  const yaml = `given:
  - {input: ref('stg'), rows: [{amount: 1}]}
  - {input: "source('crm', 'users')", rows: [{born: 2000-01-01}]}
  - {input: "source('crm', 'plain')", rows: [{x: 1, y: 1.5, z: [1, 2]}]}
expect:
  rows: [{a: "DECIMAL(10,2)", b: DATE, c: BIGINT, d: DOUBLE, e: "INTEGER[]"}]
`
  expect((await unitTest(sql, yaml, files)).message).toBeUndefined()
})

test('rows may be CSV, queries and fixtures', async () => {
  const files = {
    ...orders,
    'tests/fixtures/deep/orders.csv': 'id,amount,on_day\n1,1.50,2025-01-01\n2,,2025-01-01\n',
    'tests/fixtures/days.sql': "select date '2025-01-01' as day, 1.5 as total",
  }
  const fixtures = `given: [{input: ref('stg'), format: csv, fixture: orders}]
expect: {format: sql, fixture: days}
`
  const inline = `given:
  - input: ref('stg')
    format: sql
    rows: select 1.5 as amount, date '2025-01-01' as on_day
expect:
  format: csv
  rows: |
    day, total
    2025-01-01, 1.50
`
  expect((await unitTest(perDay, fixtures, files)).message).toBeUndefined()
  expect((await unitTest(perDay, inline, files)).message).toBeUndefined()
})

test('an incremental model is tested with the rows of its own table', async () => {
  const sql = `{{ config(materialized='incremental', unique_key='id') }}
select id, amount from {{ ref('stg') }}
{% if is_incremental() %} where id > (select coalesce(max(id), 0) from {{ this }}) {% endif %}`
  const yaml = (own: string) => `given:
  - {input: ref('stg'), rows: [{id: 1, amount: 1}, {id: 2, amount: 2}]}
${own}overrides: {macros: {is_incremental: true}}
expect: {rows: [{id: 2, amount: 2}]}
`
  expect((await unitTest(sql, yaml('  - {input: this, rows: [{id: 1}]}\n'), orders)).message).toBeUndefined()
  const without = await unitTest(sql, yaml(''), orders)
  expect(without.message).toContain('unexpected  1   1.00')
})

test('stream(), changes() and changed_partitions() mean the given rows', async () => {
  const changes = `{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by='on_day') }}
select on_day, sum(amount) as total, (select count(*) from {{ changes(ref('stg')) }} where _change_type = 'delete') as gone
from {{ ref('stg') }} where on_day in ({{ changed_partitions(ref('stg'), 'on_day') }}) group by on_day`
  const yaml = `given:
  - input: ref('stg')
    rows:
      - {on_day: 2025-01-01, amount: 1, _change_type: insert}
      - {on_day: 2025-01-02, amount: 2, _change_type: delete}
overrides: {macros: {is_incremental: true}}
expect: {rows: [{on_day: 2025-01-01, total: 1, gone: 1}]}
`
  expect((await unitTest(changes, yaml, orders)).message).toBeUndefined()
})

test('a stream source has the columns of its messages, and those that YAML declares', async () => {
  const files = {
    'models/s.yml':
      'sources: [{name: web, tables: [{name: clicks, stream: {topic: clicks}, columns: [{name: n, data_type: INTEGER}]}]}]\n',
  }
  const sql = `{{ config(materialized='incremental', incremental_strategy='append') }}
select n * 2 as n, _offset, now() as at from {{ source('web', 'clicks') }} where _parse_error is null`
  const yaml = `given: [{input: "source('web', 'clicks')", rows: [{n: "2", _offset: 7}, {_parse_error: bad}]}]
expect: {rows: [{n: 4, _offset: 7, at: "2025-01-31 12:00:00+00"}]}
`
  expect((await unitTest(sql, yaml, files)).message).toBeUndefined()
})

test('views and ephemeral models are a part of what is tested, unless they are given', async () => {
  const files = {
    ...orders,
    'models/doubled.sql': `{{ config(materialized='view') }} select id, amount * 2 as amount from {{ ref('stg') }}`,
    'models/tripled.sql': `{{ config(materialized='ephemeral') }} select id, amount * 3 as amount from {{ ref('stg') }}`,
  }
  const sql = `select d.id, d.amount as d, t.amount as t from {{ ref('doubled') }} d join {{ ref('tripled') }} t using (id)`
  const through = `given: [{input: ref('stg'), rows: [{id: 1, amount: 1}]}]
expect: {rows: [{id: 1, d: 2, t: 3}]}
`
  const direct = `given:
  - {input: ref('doubled'), rows: [{id: 1, amount: 7}]}
  - {input: ref('tripled'), rows: [{id: 1, amount: 8}]}
expect: {rows: [{id: 1, d: 7, t: 8}]}
`
  expect((await unitTest(sql, through, files)).message).toBeUndefined()
  expect((await unitTest(sql, direct, files)).message).toBeUndefined()
})

test('macros, variables and environment variables are overridden', async () => {
  const files = {
    ...orders,
    'macros/m.sql':
      '{% macro tax() %}1{% endmacro %}{% macro outer_tax() %}{{ tax() }} + {{ shop.tax() }}{% endmacro %}',
  }
  const sql = `select {{ outer_tax() }} as tax, '{{ var('country', 'de') }}' as v, '{{ env_var('REGION', 'x') }}' as e`
  const yaml = `overrides: {macros: {tax: 5, shop.tax: 7}, vars: {country: fr}, env_vars: {REGION: eu}}
expect: {rows: [{tax: 12, v: fr, e: eu}]}
`
  expect((await unitTest(sql, yaml, files)).message).toBeUndefined()
})

test('mistakes in the rows are told with the test and its input', async () => {
  const given = (rows: string, expected = '{id: 1}') =>
    `given: [{input: ref('stg'), rows: [${rows}]}]\nexpect: {rows: [${expected}]}\n`
  const sql = `select id, amount from {{ ref('stg') }}`
  const error = async (yaml: string) => (await unitTest(sql, yaml, orders)).error
  expect(await error(given('{amunt: 1}'))).toMatchObject({
    code: 'unit-test-column',
    params: { column: 'amunt', closest: 'amount' },
  })
  expect(await error(given('{id: 1}', '{idd: 1}'))).toMatchObject({
    code: 'unit-test-column',
    params: { column: 'idd', closest: 'id' },
  })
  expect(await error(given('{amount: abc}'))).toMatchObject({
    code: 'unit-test-value',
    params: { of: "ref('stg')" },
  })
  expect(await error(given('{id: 1}', '{amount: abc}'))).toMatchObject({
    code: 'unit-test-value',
    params: { of: '"expect"' },
  })
  expect(await error('expect: {rows: []}\n')).toMatchObject({
    code: 'unit-test-input-missing',
    params: { input: "ref('stg')" },
  })
})

const wrong = `unit_tests:
  - {name: t, model: m, given: [{input: ref('stg'), rows: [{id: 1}]}], expect: {rows: [{id: 2}]}}
`

test('build runs unit tests before their models, and a failing one skips its model and what reads it', async () => {
  const files = {
    ...orders,
    'models/m.sql': `{{ config(materialized='table') }} select id from {{ ref('stg') }}`,
    'models/below.sql': `{{ config(materialized='table') }} select id from {{ ref('m') }}`,
    'models/t.yml': wrong,
  }
  const all = await outcomes(files, build)
  const statuses = Object.fromEntries(all.map(({ name, status }) => [name, status]))
  expect(statuses).toEqual({ t: 'fail', raw: 'success', stg: 'success', m: 'skipped', below: 'skipped' })
  const plain = await outcomes(files, run)
  expect(plain.map(({ name }) => name).sort()).toEqual(['below', 'm', 'stg'])
})

test('the artifacts have the unit test and its result in the shape of dbt', async () => {
  await using project = await testProject({
    ...orders,
    'models/m.sql': `select id from {{ ref('stg') }}`,
    'models/t.yml': wrong,
  })
  await runTests({ projectDir: project.folder, runtime, select: ['test_type:unit'] })
  const read = async (name: string) =>
    JSON.parse(await readFile(join(project.folder, 'target', name), 'utf8'))
  const manifest = await read('manifest.json')
  expect(manifest.unit_tests['unit_test.shop.m.t']).toMatchObject({
    model: 'm',
    given: [{ input: "ref('stg')", rows: [{ id: 1 }], format: 'dict', fixture: null }],
    expect: { rows: [{ id: 2 }] },
    fqn: ['shop', 'm', 't'],
    depends_on: { nodes: ['model.shop.m'] },
  })
  expect(manifest.parent_map['unit_test.shop.m.t']).toEqual(['model.shop.m'])
  const { results } = await read('run_results.json')
  expect(results).toMatchObject([{ unique_id: 'unit_test.shop.m.t', status: 'fail', failures: 2 }])
})

test('a unit test that passed is not run again until its rows, its model or what lies above change', async () => {
  const yaml = (id: number) =>
    `unit_tests:\n  - name: t\n    model: m\n    given: [{ input: ref('stg'), rows: [{ id: ${id} }] }]\n    expect: { rows: [{ id: ${id} }] }\n`
  await using project = await testProject({
    ...orders,
    'models/m.sql': "select id from {{ ref('stg') }}",
    'models/t.yml': yaml(1),
  })
  const statusOfTest = async () => {
    const summary = await build({ projectDir: project.folder, runtime })
    return outcomeOf(summary, 't').status
  }
  expect([await statusOfTest(), await statusOfTest()]).toEqual(['pass', 'no-op'])
  await project.write({ 'models/t.yml': yaml(2) })
  expect([await statusOfTest(), await statusOfTest()]).toEqual(['pass', 'no-op'])
  await project.write({ 'models/m.sql': "select id * 1 as id from {{ ref('stg') }}" })
  expect([await statusOfTest(), await statusOfTest()]).toEqual(['pass', 'no-op'])
  await project.write({ 'models/stg.sql': `${orders['models/stg.sql']} where true` })
  expect(await statusOfTest()).toBe('pass')
})
