import { expect, test } from 'vitest'
import { buildGraph } from '../../../../src/core/graph/dag.ts'
import { select } from '../../../../src/core/graph/select.ts'
import type { PlanCommand } from '../../../../src/core/plan/plan.ts'
import { planSteps } from '../../../../src/core/plan/plan-steps.ts'
import { load } from '../../../support/loaded-project.ts'

const files = {
  'models/a.sql': "{{ config(materialized='table') }} select 1 as id",
  'models/inner.sql': "{{ config(materialized='ephemeral') }} select * from {{ ref('a') }}",
  'models/b.sql': "{{ config(materialized='table') }} select * from {{ ref('inner') }}",
  'models/m.yml': `models:
  - {name: a, columns: [{name: id, data_tests: [not_null]}]}
unit_tests:
  - {name: of_a, model: a, expect: {rows: []}}
  - {name: of_inner, model: inner, expect: {rows: []}}
  - {name: of_b, model: b, expect: {rows: []}}
exposures:
  - {name: report, type: ml, owner: {name: x}, depends_on: [ref('b')]}
`,
}

/** Each step with what it waits for, in order. */
function plan(command: PlanCommand, ...selectors: readonly string[]): readonly string[] {
  const graph = buildGraph(load(files).manifest)
  const { steps } = planSteps(graph, select(graph, { select: selectors }).ids, command)
  const name = (id: string) => id.split('.')[id.startsWith('unit_test') ? 3 : 2] ?? ''
  return steps.map(({ id, after }) => [name(id), ...after.map(name).sort()].join(' '))
}

test('a unit test waits for nothing, and its model waits for it; one of an ephemeral model stops what reads that', () => {
  expect(plan('build')).toEqual([
    'of_a',
    'a of_a',
    'not_null_a_id a',
    'of_inner',
    'of_b',
    'b a not_null_a_id of_b of_inner',
  ])
})

test('test runs unit tests and data tests, run neither, and exposures are never run', () => {
  expect(plan('test')).toEqual(['of_a', 'not_null_a_id', 'of_inner', 'of_b'])
  expect(plan('run')).toEqual(['a', 'b a'])
  expect(plan('build', 'exposure:report')).toEqual([])
})

test('unit tests are selected with their model, by type and by name', () => {
  expect(plan('build', 'b')).toEqual(['of_b', 'b of_b'])
  expect(plan('test', 'test_type:unit')).toEqual(['of_a', 'of_inner', 'of_b'])
  expect(plan('test', 'test_type:data')).toEqual(['not_null_a_id'])
  expect(plan('test', 'unit_test:of_*')).toEqual(['of_a', 'of_inner', 'of_b'])
  expect(plan('build', 'of_b')).toEqual(['of_b'])
})
