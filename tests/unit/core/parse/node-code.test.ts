import { expect, test } from 'vitest'
import { nodeCode } from '../../../../src/core/parse/node-code.ts'
import { type Files, type LoadSettings, load } from '../../../support/loaded-project.ts'

const files: Files = {
  'project.yml': 'name: shop\nvars: {used: 1, other: 1}\n',
  'macros/m.sql':
    '{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}1{% endmacro %}{% macro unused() %}2{% endmacro %}',
  'models/base.sql': "{{ config(materialized='table') }}select 1",
  'models/view.sql': "select * from {{ ref('base') }}",
  'models/cte.sql': "{{ config(materialized='ephemeral') }}select * from {{ ref('view') }}",
  'models/top.sql':
    "{{ config(materialized='table') }}select {{ outer() }}, {% if execute %}{{ var('used') }}{% endif %}, '{{ env_var('ENV', 'x') }}' from {{ ref('cte') }}",
}

function code(change: Files = {}, settings: LoadSettings = {}): string {
  const { manifest, model } = load({ ...files, ...change }, settings)
  return nodeCode(manifest, model('top').id)
}

const before = code()

test.each<{ what: string; change: Files; settings?: LoadSettings }>([
  { what: 'its SQL', change: { 'models/top.sql': `${files['models/top.sql']} ` } },
  {
    what: 'its config',
    change: { 'models/schema.yml': 'models: [{name: top, config: {partition_by: x}}]\n' },
  },
  {
    what: 'a macro that a macro of it calls',
    change: { 'macros/m.sql': String(files['macros/m.sql']).replace('}1{', '}3{') },
  },
  { what: 'a variable that it reads while it runs', change: {}, settings: { vars: { used: 2 } } },
  { what: 'an environment variable', change: {}, settings: { env: { ENV: 'y' } } },
  { what: 'an ephemeral model that it inlines', change: { 'models/cte.sql': `${files['models/cte.sql']} ` } },
  { what: 'a view that this one inlines', change: { 'models/view.sql': `${files['models/view.sql']} ` } },
])('the code changes with $what', ({ change, settings }) => {
  expect(code(change, settings)).not.toBe(before)
})

test.each<{ what: string; change: Files; settings?: LoadSettings }>([
  { what: 'nothing', change: {} },
  { what: 'a table that it reads', change: { 'models/base.sql': `${files['models/base.sql']} ` } },
  {
    what: 'a macro that it does not call',
    change: { 'macros/m.sql': String(files['macros/m.sql']).replace('}2{', '}3{') },
  },
  { what: 'a variable that it does not read', change: {}, settings: { vars: { other: 2 } } },
  {
    what: 'tags and descriptions',
    change: { 'models/schema.yml': 'models: [{name: top, description: x, config: {tags: y}}]\n' },
  },
])('the code stays with $what', ({ change, settings }) => {
  expect(code(change, settings)).toBe(before)
})

test('the code of a seed is that of its file and config', () => {
  const seedCode = (csv: string, yaml = 'seeds: []\n') => {
    const { manifest, seed } = load({ 'seeds/s.csv': csv, 'seeds/s.yml': yaml })
    return nodeCode(manifest, seed('s').id)
  }
  expect(seedCode('id\n1\n')).toBe(seedCode('id\n1\n'))
  expect(seedCode('id\n1\n')).not.toBe(seedCode('id\n2\n'))
  expect(seedCode('id\n1\n')).not.toBe(
    seedCode('id\n1\n', 'seeds: [{name: s, config: {column_types: {id: VARCHAR}}}]\n'),
  )
})
