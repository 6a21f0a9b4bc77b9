import { expect, test } from 'vitest'
import { load } from '../../../support/loaded-project.ts'

test('parsing takes time in proportion to the number of models', { timeout: 60_000 }, () => {
  parse(50)
  // Time that grows with the square would be 36 times as long.
  expect(parse(360)).toBeLessThan(parse(60) * 18)
})

/** CPU milliseconds for a chain of `count` models with three data tests each. */
function parse(count: number): number {
  const files: Record<string, string> = {
    'macros/m.sql': '{% macro cents(x) %}({{ x }} / 100){% endmacro %}',
  }
  for (let i = 0; i < count; i++) {
    const sql = i === 0 ? '1 as id' : `{{ cents('id') }} as id from {{ ref('m${i - 1}') }}`
    files[`models/silver/m${i}.sql`] = `{{ config(materialized='table', tags=['t']) }}\nselect ${sql}\n`
    files[`models/silver/m${i}.yml`] =
      `models:\n  - name: m${i}\n    columns:\n      - name: id\n        data_tests: [unique, not_null, {accepted_values: {values: [1, 2]}}]\n`
  }
  const start = process.cpuUsage()
  expect(load(files).manifest.nodes.size).toBe(4 * count)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
