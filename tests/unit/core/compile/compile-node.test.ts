import { expect, test } from 'vitest'
import type { Compiled } from '../../../../src/core/compile/compiled.ts'
import { locateError } from '../../../../src/core/compile/locate-error.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import { compileFixture } from '../../../support/compile-project.ts'

const sources = `
sources:
  - name: crm
    tables:
      - name: visits
        stream: { topic: visits, format: json }
      - name: users
        path: /data/users
`
const base = {
  'project.yml': 'name: shop\ntargets:\n  dev: { schema: main }\n',
  'models/sources.yml': sources,
  'models/orders.sql': "{{ config(materialized='table') }} select 1 as id",
  'models/recent.sql': "{{ config(materialized='view') }} select * from {{ ref('orders') }}",
  'seeds/countries.csv': 'code\nSE\n',
}

function uses({ references }: Compiled): readonly string[] {
  return references.map(({ name, to, mode }) => `${name.schema}.${name.name} ${to} ${mode}`)
}

async function failure(promise: Promise<unknown>): Promise<GildError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof GildError) return error
  throw new Error(`expected a GildError, got ${String(error)}`)
}

test('each use of a relation has a name of its own, in the order of printing', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='table') }}
{%- set o = ref('orders') %}
select * from {{ o }} join {{ ref('orders') }} o on true join {{ ref('countries') }} on true
join {{ source('crm', 'users') }} on true join {{ ref('shop', 'recent') }} on true where 1 in (select id from {{ o }})`,
  })
  const compiled = await compile('m')
  expect(
    compiled.sql,
  ).toBe(`select * from "main"."orders" join "main"."orders#2" o on true join "main"."countries" on true
join "crm"."users" on true join "main"."recent" on true where 1 in (select id from "main"."orders")`)
  expect(uses(compiled)).toEqual([
    'main.orders model.shop.orders all',
    'main.orders#2 model.shop.orders all',
    'main.countries seed.shop.countries all',
    'crm.users source.shop.crm.users all',
    'main.recent model.shop.recent all',
  ])
  expect(compiled.changedPartitions).toBeUndefined()
})

test('a suffix keeps the names of a view apart from those of what reads it', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql':
      "{{ config(materialized='view') }} select * from {{ ref('orders') }}, {{ ref('orders') }} b",
  })
  const compiled = await compile('m', { suffix: '@m' })
  expect(compiled.sql).toBe('select * from "main"."orders@m" as "orders", "main"."orders@m#2" b')
  expect(uses(compiled)).toEqual([
    'main.orders@m model.shop.orders all',
    'main.orders@m#2 model.shop.orders all',
  ])
})

test('a relation can be called by its own name, whatever its use is called', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='table') }}
with a as (select orders.id from {{ ref('orders') }} where orders.id > 1),
b as (select orders.id from {{ ref('orders') }} where orders.id < 1),
c as (select orders.id from (({{ ref('orders') }} left join a on true))),
d as (select x.id from {{ ref('orders') }} x, {{ ref('orders') }} as y, {{ ref('orders') }})
select '{{ ref('orders') }}', * from d`,
  })
  const compiled = await compile('m')
  expect(compiled.sql).toBe(`with a as (select orders.id from "main"."orders" where orders.id > 1),
b as (select orders.id from "main"."orders#2" as "orders" where orders.id < 1),
c as (select orders.id from (("main"."orders#3" as "orders" left join a on true))),
d as (select x.id from "main"."orders#4" x, "main"."orders#5" as y, "main"."orders#6" as "orders")
select '"main"."orders#7"', * from d`)
  expect(locateError(compiled, compiled.sql.indexOf('where orders.id < 1'))).toMatchObject({
    line: 3,
    column: 49,
  })
})

test('a reference that qualifies a column means the one in the FROM clause', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='table') }}
select {{ ref('orders') }}.id, {{ source('crm', 'users') }}.name
from {{ ref('orders') }} join {{ source('crm', 'users') }} on {{ source('crm', 'users') }}.id = {{ ref('orders') }}.id`,
  })
  const compiled = await compile('m')
  expect(compiled.sql).toBe(
    `select "orders".id, "users".name
from "main"."orders#2" as "orders" join "crm"."users#2" as "users" on "users".id = "orders".id`,
  )
  expect(uses(compiled)).toEqual([
    'main.orders#2 model.shop.orders all',
    'crm.users#2 source.shop.crm.users all',
  ])
  expect(locateError(compiled, compiled.sql.indexOf('= "orders"'))).toMatchObject({ line: 3, column: 95 })
})

test('what a relation is made of can be asked without making it a reference', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='table') }}
{%- set o = ref('orders') -%}
select '{{ o.schema }}.{{ o.identifier }} {{ o.name }} {{ o.is_view }} {{ ref('recent').is_view }} {{ o == ref('orders') }}'`,
  })
  const compiled = await compile('m')
  expect(compiled.sql).toBe("select 'main.orders orders False True True'")
  expect(compiled.references).toEqual([])
})

test('include and quote change how a relation prints', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='table') }}
select * from {{ ref('orders').include(schema=false) }}, {{ ref('orders').quote(identifier=false, schema=false) }}, {{ ref('orders').render() }}`,
  })
  expect((await compile('m')).sql).toBe(
    'select * from "orders", main.orders#2, "main"."orders#3" as "orders"',
  )
})

test('this and is_incremental() know the table that is being built', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='incremental') }}
select * from {{ ref('orders') }}{% if is_incremental() %} where id > (select max(id) from {{ this }}){% endif %}`,
  })
  const first = await compile('m')
  expect(first.sql).toBe('select * from "main"."orders"')
  expect(uses(first)).toEqual(['main.orders model.shop.orders all'])
  const next = await compile('m', { incremental: true })
  expect(next.sql).toBe('select * from "main"."orders" where id > (select max(id) from "main"."m")')
  expect(uses(next)).toEqual(['main.orders model.shop.orders all', 'main.m model.shop.m this'])
})

test('stream() and changes() are references of their own mode', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='incremental') }}
select * from {{ stream(ref('orders')) }}, {{ changes(ref('orders')) }}, {{ ref('orders') }}, {{ stream(source('crm', 'users')) }}`,
  })
  expect(uses(await compile('m'))).toEqual([
    'main.orders model.shop.orders appended',
    'main.orders#2 model.shop.orders changes',
    'main.orders#3 model.shop.orders all',
    'crm.users source.shop.crm.users appended',
  ])
})

test('source() of a stream source is a stream in an incremental model only', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/bronze.sql': `{{ config(materialized='incremental') }} select * from {{ source('crm', 'visits') }}`,
    'models/all.sql': `{{ config(materialized='table') }} select * from {{ source('crm', 'visits') }}`,
  })
  expect(uses(await compile('bronze'))).toEqual(['crm.visits source.shop.crm.visits appended'])
  expect(uses(await compile('all'))).toEqual(['crm.visits source.shop.crm.visits all'])
})

test('changed_partitions() asks once for each reference and column, and renders constants', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': `{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by=['d']) }}
select * from {{ ref('orders') }} where d in ({{ changed_partitions(ref('orders'), 'd') }})
and {{ changed_partitions(ref('orders'), 'd') }} is not null and e in ({{ changed_partitions(ref('orders'), 'e') }})`,
  })
  const asked: string[] = []
  const compiled = await compile('m', {
    incremental: true,
    async changedPartitions(reference, column) {
      asked.push(`${reference} ${column}`)
      return column === 'd' ? ["DATE '2025-01-01'", "DATE '2025-01-02'"] : []
    },
  })
  expect(compiled.sql).toBe(`select * from "main"."orders" where d in (DATE '2025-01-01', DATE '2025-01-02')
and DATE '2025-01-01', DATE '2025-01-02' is not null and e in (null)`)
  expect(asked).toEqual(['model.shop.orders d', 'model.shop.orders e'])
  expect(compiled.changedPartitions).toEqual(["DATE '2025-01-01'", "DATE '2025-01-02'"])
  expect(uses(compiled)).toEqual(['main.orders model.shop.orders all'])
})

test('reading only changes is refused where nothing remembers, or nothing has versions', async () => {
  const config = (materialized: string) => `{{ config(materialized='${materialized}') }}\n`
  const { compile } = compileFixture({
    ...base,
    'models/a.sql': `${config('table')}select * from {{ stream(ref('orders')) }}`,
    'models/b.sql': `${config('incremental')}select * from {{ changes(ref('recent')) }}`,
    'models/c.sql': `${config('incremental')}select * from {{ changes(source('crm', 'visits')) }}`,
    'models/d.sql': `${config('incremental')}select * from {{ stream('orders') }}`,
  })
  const codes = await Promise.all(
    ['a', 'b', 'c', 'd'].map(async name => {
      const { code, at } = await failure(compile(name))
      return `${code} ${at?.file}:${at?.line}:${at?.column}`
    }),
  )
  expect(codes).toEqual([
    'stream-needs-incremental models/a.sql:2:18',
    'changes-need-table models/b.sql:2:18',
    'changes-need-table models/c.sql:2:18',
    'changes-need-relation models/d.sql:2:18',
  ])
})

test('the names of dbt are there while running', async () => {
  const { compile, said } = compileFixture(
    {
      ...base,
      'models/m.sql': `{{ config(materialized='table', tags=['x'], meta={'owner': 'me'}) }}
select '{{ execute }} {{ target.name }} {{ project_name }} {{ var('a', 'none') }} {{ env_var('HOME_TOWN') }}'
{%- do log('hello') %}{{ print('loud') }}{% do exceptions.warn('careful') %},
'{{ run_started_at }} {{ run_started_at.strftime('%d/%m/%y %I %p %j %b') }} {{ invocation_id }} {{ model.name }} {{ model.config.materialized }}',
'{{ config.get('meta').owner }} {{ config.get('nothing', 7) }} {{ adapter.quote('a"b') }} {{ adapter.type() }} {{ schema }} {{ this.identifier }}'`,
    },
    { HOME_TOWN: 'Malmö' },
  )
  expect((await compile('m')).sql).toBe(`select 'True dev shop none Malmö',
'2025-01-31 13:05:09.250000+00:00 31/01/25 01 PM 031 Jan c0ffee m table',
'me 7 "a""b" duckdb main m'`)
  expect(said).toEqual([
    'log model.shop.m: hello',
    'print model.shop.m: loud',
    'warning model.shop.m: careful',
  ])
})

test('dispatch finds the implementation of this engine, then the default, the project first', async () => {
  const { compile } = compileFixture({
    ...base,
    'macros/m.sql': `
{% macro one() %}{{ return(adapter.dispatch('one')()) }}{% endmacro %}
{% macro default__one() %}default{% endmacro %}
{% macro duckdb__one() %}duckdb{% endmacro %}
{% macro two() %}{{ return(adapter.dispatch('two', 'shop')()) }}{% endmacro %}
{% macro default__two() %}two{% endmacro %}
{% macro three() %}{{ return(adapter.dispatch('tree')()) }}{% endmacro %}
{% macro default__three() %}three{% endmacro %}`,
    'models/m.sql': "select '{{ one() }} {{ two() }}'",
    'models/n.sql': "select '{% if execute %}{{ three() }}{% endif %}'",
  })
  expect((await compile('m')).sql).toBe("select 'duckdb two'")
  const { code, hint, at } = await failure(compile('n'))
  expect([code, hint, at?.file, at?.line]).toEqual([
    'dispatch-not-found',
    'Did you mean "default__three"?',
    'macros/m.sql',
    7,
  ])
  expect(at?.calls).toMatchObject([{ macro: 'three', file: 'models/n.sql', line: 1 }])
})

test('ephemeral models become common table expressions, each once, before what uses them', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/inner.sql':
      "{{ config(materialized='ephemeral') }}select * from {{ ref('orders') }} -- all of them\n;\n",
    'models/outer.sql':
      "{{ config(materialized='ephemeral') }}with x as (select 1) select * from {{ ref('inner') }}, {{ ref('orders') }}",
    'models/m.sql': `-- first
/* with */ WITH recursive mine as (select 1)
select * from {{ ref('outer') }}, {{ ref('inner') }}, {{ ref('outer') }}, {{ ref('orders') }};`,
    'models/plain.sql': "select * from {{ ref('inner') }}",
  })
  const compiled = await compile('m')
  expect(compiled.sql).toBe(`-- first
/* with */ WITH recursive __dbt__cte__inner as (
select * from "main"."orders#3" as "orders"
), __dbt__cte__outer as (
with x as (select 1) select * from __dbt__cte__inner, "main"."orders#2" as "orders"
), mine as (select 1)
select * from __dbt__cte__outer, __dbt__cte__inner, __dbt__cte__outer, "main"."orders"`)
  expect(uses(compiled)).toEqual([
    'main.orders model.shop.orders all',
    'main.orders#2 model.shop.orders all',
    'main.orders#3 model.shop.orders all',
  ])
  expect(locateError(compiled, compiled.sql.indexOf('"main"."orders#3"'))).toMatchObject({
    file: 'models/inner.sql',
    line: 1,
    column: 53,
  })
  expect(locateError(compiled, compiled.sql.indexOf('mine'))).toMatchObject({
    file: 'models/m.sql',
    line: 2,
    column: 27,
  })
  expect((await compile('plain')).sql).toBe(
    'with __dbt__cte__inner as (\nselect * from "main"."orders"\n)\nselect * from __dbt__cte__inner',
  )
})

test('an error has the place in the macro and the calls that led there', async () => {
  const { compile } = compileFixture({
    ...base,
    'macros/m.sql': `{% macro inner() %}
  {% if execute %}{{ exceptions.raise_compiler_error('no way') }}{% endif %}
{% endmacro %}
{% macro outer() %}{{ inner() }}{% endmacro %}`,
    'models/m.sql': 'select 1\n, {{ outer() }}',
  })
  const { code, at } = await failure(compile('m'))
  expect(code).toBe('raised')
  expect(at).toMatchObject({ file: 'macros/m.sql', line: 2 })
  expect(at?.calls).toMatchObject([
    { macro: 'inner', file: 'macros/m.sql', line: 4 },
    { macro: 'outer', file: 'models/m.sql', line: 2 },
  ])
})

test('a name that nothing defines is an error while running', async () => {
  const { compile } = compileFixture({ ...base, 'models/m.sql': 'select {{ nothing_here }}' })
  const { code, at } = await failure(compile('m'))
  expect(code).toBe('template-undefined')
  expect(at).toMatchObject({ file: 'models/m.sql', line: 1, column: 11 })
})

test('a reference that parsing did not see is refused, with the line to add', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': "select * from {% if execute %}{{ ref('orders') }}{% endif %}",
  })
  const { code, hint, at } = await failure(compile('m'))
  expect(code).toBe('ref-undeclared')
  expect(hint).toBe("Add the line -- depends_on: {{ ref('orders') }} to the model.")
  expect(at).toMatchObject({ file: 'models/m.sql', line: 1 })
})

test('a template that renders to nothing is refused', async () => {
  const { compile } = compileFixture({
    ...base,
    'models/m.sql': '-- only {{ 1 }}\n{% if false %}select 1{% endif %}',
  })
  expect(await failure(compile('m'))).toMatchObject({ code: 'sql-empty', at: { file: 'models/m.sql' } })
})

test('a macro of the project takes the place of a name of dbt, which it still reaches by builtins', async () => {
  const { compile } = compileFixture({
    ...base,
    'macros/ref.sql':
      "{% macro ref(name) %}{% do return('/* ' ~ name ~ ' */ ' ~ builtins.ref(name)) %}{% endmacro %}",
    'models/m.sql': "select * from {{ ref('orders') }}",
  })
  expect((await compile('m')).sql).toBe('select * from /* orders */ "main"."orders"')
})
