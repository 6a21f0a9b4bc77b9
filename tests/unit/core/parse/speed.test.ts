import { expect, test } from 'vitest'
import { load } from '../../../support/loaded-project.ts'

test('a project of 1,000 models with 3,000 data tests is parsed in well under five seconds on a busy machine', () => {
  const files: Record<string, string> = {
    'macros/m.sql': '{% macro cents(x) %}({{ x }} / 100){% endmacro %}',
  }
  for (let i = 0; i < 1000; i++) {
    const before =
      i === 0
        ? 'select 1 as id, 1 as amount'
        : `select id, {{ cents('amount') }} as amount from {{ ref('m${i - 1}') }}`
    files[`models/silver/m${i}.sql`] = `{{ config(materialized='table', tags=['t']) }}\n${before}\n`
    files[`models/silver/m${i}.yml`] =
      `models:\n  - name: m${i}\n    description: Number ${i}.\n    columns:\n      - name: id\n        description: Key.\n        data_tests: [unique, not_null]\n      - name: amount\n        data_tests:\n          - accepted_values: {values: [1, 2]}\n`
  }
  const start = performance.now()
  const { manifest } = load(files)
  expect(manifest.nodes.size).toBe(4000)
  expect(performance.now() - start).toBeLessThan(5000)
})
