import { expect, test } from 'vitest'
import { type LoadOptions, loadProject } from '../../../../src/core/parse/load-project.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'

const project: Readonly<Record<string, string>> = {
  'project.yml': `name: shop
vars: {start: 2025-01-01, shop: {limit: 3}}
targets:
  dev: {lake: "lake/{{ env_var('USER', 'me') }}", memory: 4GB, streams: {type: log}}
models:
  shop:
    gold:
      +materialized: table
      +tags: [a, b]
`,
  'macros/m.sql': `{% macro cents(x, n=2) %}round({{ x }} / 100, {{ n }}){% endmacro %}
{% test positive(model, column_name) %}select * from {{ model }} where {{ column_name }} < 0{% endtest %}
`,
  'models/gold/orders.sql': `{{ config(materialized='incremental', unique_key=['id'], meta={'a': 1}) }}
select id, {{ cents('amount') }} from {{ ref('items') }}
{% if is_incremental() %} where day > '{{ var("start") }}' {% endif %}
`,
  'models/items.sql':
    "{% for i in range(3) %}{{ i }}{% endfor %} select * from {{ source('raw', 'items') }}\n",
  'models/schema.yml': `version: 2
sources:
  - name: raw
    tables: [{name: items, stream: {topic: items, format: json}}]
models:
  - name: orders
    description: >
      All orders.
    columns:
      - name: id
        data_tests: [unique, {positive: {severity: warn}}]
      - &key
        name: item_id
        tests:
          - relationships: {to: ref('items'), field: id, config: {where: "id > {{ var('limit') }}"}}
`,
  'seeds/countries.csv': 'code,name\nSE,Sweden\n',
  'seeds/seeds.yml': 'seeds: [{name: countries, config: {column_types: {code: VARCHAR}}}]\n',
  'tests/none.sql': "{{ config(severity='warn') }} select * from {{ ref('orders') }}\n",
}

const options: LoadOptions = { env: () => undefined }

test('the project that the others are made of is right', () => {
  expect(() => loadProject(new Map(Object.entries(project)), options)).not.toThrow()
})

test.each(Object.keys(project))(
  'whatever is broken in %s, errors are errors of the project, in its files',
  { timeout: 60_000 },
  file => {
    const text = project[file] ?? ''
    let broken = 0
    for (const [i, changed] of damaged(text).entries()) {
      const errors = errorsOf({ ...project, [file]: changed }, `${file}, change ${i}:\n${changed}`)
      broken += errors.length > 0 ? 1 : 0
    }
    expect(broken).toBeGreaterThan(0)
  },
)

// Cut off, a character lost, doubled or another, lines lost and swapped.
function damaged(text: string): readonly string[] {
  const changes: string[] = []
  const step = Math.max(1, Math.floor(text.length / 6))
  for (let i = 0; i < text.length; i += step) {
    const [before, after] = [text.slice(0, i), text.slice(i + 1)]
    changes.push(before, before + after, `${before}${text[i]}${text[i]}${after}`)
    changes.push(...['{', '%', "'", ':', '*', '['].map(other => before + other + after))
  }
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    changes.push([...lines.slice(0, i), ...lines.slice(i + 1)].join('\n'))
    changes.push([...lines.slice(0, i), lines[i + 1] ?? '', lines[i] ?? '', ...lines.slice(i + 2)].join('\n'))
  }
  return changes
}

function errorsOf(files: Readonly<Record<string, string>>, what: string): readonly GildError[] {
  try {
    loadProject(new Map(Object.entries(files)), options)
    return []
  } catch (error) {
    if (!(error instanceof AggregateError))
      throw new Error(`${what} throws ${String(error)}`, { cause: error })
    for (const each of error.errors) {
      if (!(each instanceof GildError)) throw new Error(`${what} reports ${String(each)}`, { cause: each })
      if (each.at !== undefined) expect(Object.keys(files), what).toContain(each.at.file)
    }
    return error.errors
  }
}

test('a broken project.yml does not hide what does not parse in other files', () => {
  const files = {
    'project.yml': 'name: shop\nmodel-pahts: [m]\n',
    'models/a.yml': 'models:\n  - name: a\n   b: c\n',
    'models/a.sql': 'select {{ 1 + }}',
    'models/b.sql': "select * from {{ ref('nowhere') }}",
    'tests/fixtures/rows.sql': 'select {{ 1 + }}',
  }
  const places = errorsOf(files, 'a broken project.yml').map(({ at, code }) => `${code} ${at?.file}`)
  expect(places).toEqual([
    'template-syntax models/a.sql',
    'yaml-syntax models/a.yml',
    'yaml-unknown-key project.yml',
  ])
})
