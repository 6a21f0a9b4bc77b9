import { afterAll, beforeAll, expect, test } from 'vitest'
import { processRuntime } from '../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { cliHost } from '../support/cli-host.ts'
import { type TestProject, testProject } from '../support/test-project.ts'

const good = {
  'project.yml': 'name: shop\nmodels: { +materialized: table }\n',
  'macros/macros.sql': `{% macro count_rows(model='orders', as_table=false) %}
  {% set counted = run_query('select count(*) as n, sum(amount) as total from ' ~ ref(model)) %}
  {{ log('Counting ' ~ model, info=true) }}
  {% for row in counted %}
    {{ print(row.n ~ ' rows, ' ~ row['total'] ~ ' in total') }}
  {% endfor %}
{% endmacro %}

{% macro names() %}
  {% call statement('all', fetch_result=true) %}
    select name from {{ source('shop', 'people') }} order by name
  {% endcall %}
  {{ print(load_result('all').table.columns['name'].values() | join(', ')) }}
{% endmacro %}

{% macro total_of(model) %}
  {% do return(run_query("select
    sum(amuont)
  from " ~ ref(model)).rows[0][0]) %}
{% endmacro %}

{% macro report() %}
  {{ print(total_of('orders')) }}
{% endmacro %}

{% macro drop_it(model) %}
  {% do run_query('drop table ' ~ ref(model)) %}
{% endmacro %}
`,
  'models/orders.sql': 'select 1 as id, 9.50 as amount union all select 2, 0.5\n',
  'models/sources.yml': 'sources: [{ name: shop, tables: [{ name: people, path: main/people }] }]\n',
  'models/people.sql': "select 'Ben' as name union all select 'Ada'\n",
}

let project: TestProject

beforeAll(async () => {
  project = await testProject(good)
  const { exitCode, stderr } = await gild('build')
  expect(exitCode, stderr).toBe(0)
}, 60_000)

afterAll(() => project[Symbol.asyncDispose]())

test('an operation prints data, logs beside them, and reads what is published', async () => {
  expect(await gild('run-operation', 'count_rows')).toEqual({
    exitCode: 0,
    stdout: '2 rows, 10.0 in total\n',
    stderr: 'Counting orders\n',
  })
  expect(await gild('run-operation', 'shop.names', '-q')).toEqual({
    exitCode: 0,
    stdout: 'Ada, Ben\n',
    stderr: '',
  })
  const { stdout } = await gild('run-operation', 'names', '--log-format', 'json')
  expect(stdout).toBe('')
})

const mistakes: readonly (readonly [name: string, exitCode: number, argv: readonly string[]])[] = [
  ['unknown macro', 2, ['cuont_rows']],
  ['unknown argument', 2, ['count_rows', '--args', '{modle: orders}']],
  ['args that are no mapping', 2, ['count_rows', '--args', '[orders]']],
  ['unknown model', 1, ['count_rows', '--args', '{model: ordesr}']],
  ['macro chain', 1, ['report']],
  ['a statement that writes', 1, ['drop_it', '--args', '{model: orders}']],
]

test.each(mistakes)('%s ends with exit code %d and a message that is kept', async (name, exitCode, argv) => {
  const ended = await gild('run-operation', ...argv)
  expect(ended.exitCode).toBe(exitCode)
  expect(ended.stdout).toBe('')
  await expect(ended.stderr).toMatchFileSnapshot(`../golden/hooks/${name.replaceAll(' ', '-')}.txt`)
})

const hooks: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  [
    'pre-hook',
    {
      'models/orders.sql': `{{ config(pre_hook="create table x as selct 1") }}\nselect 3 as id, 1.0 as amount\n`,
    },
  ],
  [
    'post-hook in a block of yaml',
    {
      'models/orders.sql': 'select 4 as id, 1.0 as amount\n',
      'models/orders.yml': `models:
  - name: orders
    config:
      post-hook:
        - sql: |
            insert into audit
              select count(*) from {{ this }}
`,
    },
  ],
  [
    'index on a delta table',
    {
      'project.yml':
        'name: shop\nmodels:\n  +materialized: table\n  +post-hook: create index ids on {{ this }} (id)\n',
      'models/orders.sql': 'select 5 as id, 1.0 as amount\n',
    },
  ],
  [
    'on-run-start',
    {
      'project.yml': `name: shop
models: { +materialized: table }
on-run-start:
  - "create macro twice(x) as x * 2"
  - >-
    {% if execute %}{{ exceptions.raise_compiler_error('The key of the day is missing.') }}{% endif %}
`,
      'models/orders.sql': 'select twice(3) as id, 1.0 as amount\n',
    },
  ],
]

test.each(hooks)('a broken %s is told with its place', async (name, files) => {
  await project.write(files)
  const { exitCode, stderr } = await gild('build', '-s', 'orders')
  expect(exitCode).toBe(1)
  const problems = stderr.slice(stderr.indexOf('error['), stderr.lastIndexOf('\nDone in'))
  await expect(problems).toMatchFileSnapshot(`../golden/hooks/broken-${name.replaceAll(' ', '-')}.txt`)
  await project.remove('models/orders.yml')
  await project.write(good)
})

async function gild(...argv: readonly string[]) {
  const runtime = processRuntime()
  const host = { ...cliHost({ cwd: project.folder }), runtime: { ...runtime, env: () => undefined } }
  const exitCode = await runCommandLine(argv, host)
  return { exitCode, ...host.printed }
}
