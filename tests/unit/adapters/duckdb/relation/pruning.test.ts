import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RelationSpec } from '../../../../../src/ports/relation.ts'
import { openTestLake, query, rows, type TestLake, table, write } from '../test-lake.ts'

// Ten files of ten rows: file i has ids 10 i to 10 i + 9 and one day each, the 1st of January 2025 plus i.
async function tenFiles(lake: TestLake): Promise<RelationSpec> {
  for (let i = 0; i < 10; i++) {
    await write(
      lake,
      `select range::bigint + ${10 * i} as id, date '2025-01-01' + ${i} as d, timestamptz '2025-01-01 12:00:00+00' + interval ${i} day as ts,
        timestamp '2025-01-01 12:00:00' + interval ${i} day as tn, ((range + ${10 * i}) / 4)::decimal(12,2) as amount,
        'ORD-' || ${i} || range as code, {'n': ${i}, 's': 'x'} as st, range % 2 = 0 as even, (range + ${10 * i}) / 8::double as f,
        case when ${i} = 3 then null else ${i} end as maybe, range::smallint as sm from range(10)`,
      { write: { kind: i === 0 ? 'overwrite' : 'append' } },
    )
  }
  return table(lake)
}

test('the constant filters of a query leave exactly the files that may have its rows', async () => {
  await using lake = await openTestLake()
  const t = await tenFiles(lake)
  // biome-ignore format: a table
  const shapes: readonly (readonly [string, readonly number[]])[] = [
    ['select * from s.t where id = 42', [4]],
    ['select * from s.t where id between 38 and 41', [3, 4]],
    ['select * from s.t where id in (5, 95)', [0, 9]],
    ["select * from s.t where d = '2025-01-03'", [2]],
    ["select * from s.t where d in ('2025-01-03', '2025-01-09')", [2, 8]],
    ["select * from s.t where d in (null, '2025-01-03')", [2]],
    ["select * from s.t where even and d in (null) or d in (null, '2025-01-03', '2025-01-09')", [2, 8]],
    ['select * from s.t where id in (null, null)', []],
    ["select * from s.t where date_trunc('month', d) = '2025-02-01'", []],
    ['select * from s.t where d >= current_date - 60 and d < current_date - 58', [2, 3]],
    ["select * from s.t where ts >= '2025-01-09 12:00:00+00'", [8, 9]],
    ["select * from s.t where tn < timestamp '2025-01-02'", [0]],
    ['select * from s.t where amount > 24.5', [9]],
    ["select * from s.t where code like 'ORD-7%'", [7]],
    ['select * from s.t where st.n = 6', [6]],
    ['select * from s.t where f < 1.25', [0]],
    ['select * from s.t where maybe is null', [3]],
    ['select * from s.t where id = 3 or id > 97', [0, 9]],
    ['select d, count(*) from s.t group by d having d > \'2025-01-08\'', [8, 9]],
    ['select * from (select *, row_number() over (partition by d order by id) as n from s.t) where n = 1 and d = \'2025-01-05\'', [4]],
    ['with c as (select * from s.t), e as (select * from c where id < 5) select * from e', [0]],
    ['select * from s.t as a join (values (1)) as b(id) using (id) where a.id = 1', [0]],
    ['select * from (select id + 0 as i, id from s.t) where id = 77', [7]],
    ['select * from s.t where id = 42::smallint', [4]],
    ['select * from s.t where 42 = id', [4]],
    ['select * from s.t where even', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ['select * from s.t where id + 1 = 43', [4]],
  ]
  for (const [sql, files] of shapes) {
    const { bound } = await query(lake, sql, [t])
    expect([sql, bound.reads[0]?.files]).toEqual([sql, files.length])
    expect(bound.reads[0]).toMatchObject({ filesBeforePruning: 10, from: 's/t', version: 9 })
  }
})

test('what a plan does not tell reads all files', async () => {
  await using lake = await openTestLake()
  const t = await tenFiles(lake)
  for (const sql of [
    'select * from s.t where hash(id) = 3',
    'select * from s.t where id in (select 5)',
    'select * from s.t where id not in (null, 3)',
    "select * from s.t where f = 'nan'::double or id = 3",
    'select * from s.t where id = 3 union all select * from s.t where d is not null',
  ]) {
    const { bound } = await query(lake, sql, [t])
    expect([sql, bound.reads[0]?.files]).toEqual([sql, 10])
  }
})

test('two references to one table are pruned apart', async () => {
  await using lake = await openTestLake()
  const t = await tenFiles(lake)
  const second = { ...t, name: { schema: 's', name: 't#2' } }
  const { bound, rows: found } = await query(
    lake,
    'select a.id, b.id from s.t as a join s."t#2" as b on a.sm = b.sm where a.id = 11 and b.d = \'2025-01-06\'',
    [t, second],
  )
  expect(bound.reads.map(read => [read.name.name, read.files])).toEqual([
    ['t', 1],
    ['t#2', 1],
  ])
  expect(found).toEqual([[11n, 51n]])
})

test('a filter on a view reaches the table under it', async () => {
  await using lake = await openTestLake()
  const t = await tenFiles(lake)
  const view = {
    kind: 'view',
    name: { schema: 's', name: 'v' },
    sql: 'select id * 2 as twice, d from s.t where sm < 5',
  } as const
  const { bound, rows: found } = await query(
    lake,
    "select twice from s.v where d = '2025-01-02' order by 1",
    [t, view],
  )
  expect(bound.reads[0]).toMatchObject({ files: 1, filesBeforePruning: 10 })
  expect(found.map(([twice]) => twice)).toEqual([20n, 22n, 24n, 26n, 28n])
})

test('partitions are pruned by their values, NULL too, and their columns have their types', async () => {
  await using lake = await openTestLake()
  await write(
    lake,
    `select range as id, case when range % 4 = 3 then null else date '2025-01-01' + (range % 4)::int end as d, 'a/b c%=' || range % 2 as p from range(40)`,
    { partitionBy: ['d', 'p'] },
  )
  const t = await table(lake)
  for (const [where, files] of [
    ["d = '2025-01-02'", 1],
    ['d is null', 1],
    ["p = 'a/b c%=0'", 2],
    ["d > '2025-01-01' and p = 'a/b c%=1'", 1],
  ] as const) {
    const { bound, rows: found } = await query(lake, `select count(*) from s.t where ${where}`, [t])
    expect([where, bound.reads[0]?.files, bound.reads[0]?.filesBeforePruning]).toEqual([where, files, 4])
    expect(found).toEqual([[where === "p = 'a/b c%=0'" ? 20n : 10n]])
  }
  expect(
    await rows(lake, 'select typeof(d), typeof(p), count(distinct d) from s.t group by all order by 3'),
  ).toEqual([['DATE', 'VARCHAR', 3n]])
})

test('pruning never changes a result', async () => {
  await using lake = await openTestLake()
  const t = await tenFiles(lake)
  const { rows: all } = await query(lake, 'select * from s.t order by id', [t])
  expect(all.length).toBe(100)
  const plain = {
    kind: 'view',
    name: { schema: 's', name: 'u' },
    sql: 'select * from s.t where hash(id) is not null and random() >= 0',
  } as const
  const operator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')
  const term = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('id', 'f', 'amount', 'maybe', 'st.n', 'sm'),
        operator,
        fc.integer({ min: -2, max: 105 }),
      )
      .map(([c, o, v]) => `${c} ${o} ${v}`),
    fc
      .tuple(fc.constantFrom('d', 'ts', 'tn'), operator, fc.integer({ min: 0, max: 12 }))
      .map(([c, o, v]) => `${c} ${o} '2025-01-${String(v + 1).padStart(2, '0')}'`),
    fc.constantFrom(
      'maybe is null',
      'maybe is not null',
      'even',
      'not even',
      "code like 'ORD-3%'",
      "code > 'ORD-5'",
      'id in (1, 55, 99)',
      'maybe in (1, 2)',
      'maybe is distinct from 3',
    ),
  )
  const where = fc
    .tuple(term, fc.constantFrom('and', 'or', 'and not'), term)
    .map(([a, o, b]) => `${a} ${o} ${b}`)
  await fc.assert(
    fc.asyncProperty(where, async condition => {
      const pruned = await query(lake, `select id from s.t where ${condition} order by id`, [t])
      const whole = await query(lake, `select id from s.u where ${condition} order by id`, [t, plain])
      expect(pruned.rows).toEqual(whole.rows)
    }),
    { numRuns: 60, seed: 7 },
  )
})
