import { expect, test } from 'vitest'
import { builtProject } from '../../support/built-project.ts'

test('a data test of a long name does not push the columns of all other lines', async () => {
  const values = Array.from({ length: 9 }, (_, i) => `value_${i}`)
  await using project = await builtProject({
    'models/a.sql': "select 'value_1' as x",
    'models/a.yml': `models: [{name: a, columns: [{name: x, data_tests: [{accepted_values: {values: [${values}]}}]}]}]`,
  })
  const { events, summary } = await project.build()
  expect(Math.max(...summary.outcomes.map(({ name }) => name.length))).toBeGreaterThan(60)
  expect(events[0]).toMatchObject({ kind: 'run-started', longestName: 48 })
})
