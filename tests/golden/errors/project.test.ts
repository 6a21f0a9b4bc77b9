import { expect, test } from 'vitest'
import { printProblem } from '../../../src/cli/problems/print-problem.ts'
import { loadProject } from '../../../src/core/parse/load-project.ts'

const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'unknown-ref': {
    'models/silver/orders.sql': "select *\nfrom {{ ref('bronze_order') }}\nwhere id > 0\n",
    'models/bronze/bronze_orders.sql': 'select 1 as id\n',
  },
  'unknown-ref-in-macro': {
    'macros/latest.sql': "{% macro latest() %}\n  select max(id) from {{ ref('ordrs') }}\n{% endmacro %}\n",
    'models/orders.sql': 'select 1 as id\n',
    'models/top.sql': 'select 1\nunion all\n{{ latest() }}\n',
  },
  'unknown-macro': {
    'macros/cents.sql': '{% macro cents(x) %}{{ x }} / 100{% endmacro %}\n',
    'models/orders.sql': "select {{ cnets('amount') }} as amount\n",
  },
  'unknown-source': {
    'models/sources.yml': 'sources:\n  - name: shop\n    tables:\n      - name: orders\n',
    'models/orders.sql': "select * from {{ source('shop', 'order') }}\n",
  },
  'unknown-yaml-key': {
    'models/orders.sql': 'select 1 as id\n',
    'models/schema.yml':
      'models:\n  - name: orders\n    descripton: All orders.\n    columns:\n      - name: id\n',
  },
  'wrong-yaml-value': {
    'models/orders.sql': 'select 1 as id\n',
    'models/schema.yml': 'models:\n  - name: orders\n    config:\n      materialized: tabel\n',
  },
  'yaml-syntax': {
    'models/schema.yml': 'models:\n  - name: orders:\n      description: x\n',
  },
  'duplicate-yaml-key': {
    'models/orders.sql': 'select 1 as id\n',
    'models/schema.yml': 'models:\n  - name: orders\n    description: a\n    description: b\n',
  },
  'duplicate-model': {
    'models/a/orders.sql': 'select 1 as id\n',
    'models/b/orders.sql': 'select 2 as id\n',
  },
  'one-path': {
    'models/orders.sql': "{{ config(materialized='table', path='gold/orders') }}\nselect 1 as id\n",
    'models/sales.sql': "{{ config(materialized='table', path='gold/orders') }}\nselect 1 as id\n",
  },
  'missing-seed-column': {
    'seeds/countries.csv': 'code,name\nSE,Sweden\n',
    'seeds/seeds.yml': 'seeds:\n  - name: countries\n    columns:\n      - name: code\n      - name: nam\n',
  },
  'unknown-config-key': {
    'models/orders.sql': "{{ config(\n    materialised='table'\n) }}\nselect 1 as id\n",
  },
  'wrong-config-value': {
    'models/orders.sql': "{{ config(materialized='tabel') }}\nselect 1 as id\n",
  },
  'merge-without-key': {
    'models/orders.sql':
      "{{ config(materialized='incremental', incremental_strategy='merge') }}\nselect 1 as id\n",
  },
  'unknown-key-in-project': {
    'project.yml': 'name: shop\nmodels:\n  shop:\n    gold:\n      +materialised: table\n',
  },
  'unknown-data-test': {
    'models/orders.sql': 'select 1 as id\n',
    'models/schema.yml':
      'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests: [not_nul]\n',
  },
  'missing-variable': {
    'project.yml': 'name: shop\nvars:\n  start_date: 2025-01-01\n',
    'models/orders.sql': "select *\nfrom orders\nwhere day > '{{ var('start_dat') }}'\n",
  },
  'unset-environment-variable': {
    'project.yml': 'name: shop\ntargets:\n  dev:\n    lake: "{{ env_var(\'LAKE\') }}"\n',
  },
  'raised-in-macro': {
    'macros/check.sql':
      "{% macro check(n) %}\n  {% if n > 3 %}\n    {{ exceptions.raise_compiler_error('n is ' ~ n) }}\n  {% endif %}\n{% endmacro %}\n",
    'macros/outer.sql': '{% macro outer() %}\n  {{ check(4) }}\n{% endmacro %}\n',
    'models/orders.sql': 'select 1 as id\n{{ outer() }}\n',
  },
  'ten-wrong-refs': Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `models/m${i}.sql`,
      `select *\nfrom {{ ref('${i === 0 ? 'm10' : `mm${i}`}') }}\n`,
    ]),
  ),
}

test.each(Object.keys(projects))('%s', async name => {
  await expect(printed(projects[name] ?? {})).toMatchFileSnapshot(`project/${name}.txt`)
})

function printed(files: Readonly<Record<string, string>>): string {
  const all = new Map(Object.entries({ 'project.yml': 'name: shop\n', ...files }))
  const style = { color: false, unicode: true }
  const readSource = (file: string) => all.get(file)
  try {
    loadProject(all, { env: () => undefined })
    return 'no error\n'
  } catch (error) {
    const problems: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return problems
      .map(each => printProblem(each, { style, width: 100, readSource, debug: false }))
      .join('\n')
  }
}
