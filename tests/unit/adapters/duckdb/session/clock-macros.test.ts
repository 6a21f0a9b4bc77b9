import { expect, test } from 'vitest'
import { openTestLake, query } from '../test-lake.ts'

const instant = '2025-03-04T05:06:07.123Z'
const local = '2025-03-04T05:06:07.123'

// biome-ignore format: a table
const answers: readonly (readonly [string, unknown])[] = [
  ['now()', instant], ['NOW()', instant], ['current_timestamp', instant], ['get_current_timestamp()', instant],
  ['transaction_timestamp()', instant], ['current_date', '2025-03-04'], ['current_date()', '2025-03-04'],
  ['today()', '2025-03-04'], ['localtimestamp', local], ['current_localtimestamp()', local],
  ['current_time', '05:06:07.123+00'], ['get_current_time()', '05:06:07.123+00'], ['localtime', '05:06:07.123'],
  ['current_localtime()', '05:06:07.123'], ['now()::date', '2025-03-04'], ["age(timestamp '2025-03-03')", '1 day'],
  ["age(timestamptz '2025-03-03')", '1 day'], ["age(timestamp '2025-03-03', timestamp '2025-03-01')", '2 days'],
]

test('every way to ask for the time answers the run time, on every connection and inside views', async () => {
  await using lake = await openTestLake({ threads: 3 })
  const list = answers.map(([sql], i) => `${sql} as c${i}`).join(', ')
  const view = { kind: 'view', name: { schema: 's', name: 'v' }, sql: `select ${list}` } as const
  const expected = answers.map(([, answer]) => answer)
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      i % 2 === 0 ? query(lake, `select ${list}`, []) : query(lake, 'from s.v', [view]),
    ),
  )
  for (const { rows } of results) expect(rows).toEqual([expected])
})

test('no function of the engine that tells the time is left out', async () => {
  await using lake = await openTestLake()
  const { rows } = await query(
    lake,
    `select distinct function_name from duckdb_functions() where schema_name = 'main'
      and len(parameters) = 0 and regexp_matches(function_name, '(now|today|current_(date|time|local)|timestamp$|localtime|clock)')
      and return_type in ('DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIME WITH TIME ZONE') order by 1`,
    [],
  )
  const asked = answers.map(([sql]) => sql)
  expect(rows.length).toBeGreaterThan(5)
  for (const [name] of rows) expect(asked).toContain(`${name}()`)
})
