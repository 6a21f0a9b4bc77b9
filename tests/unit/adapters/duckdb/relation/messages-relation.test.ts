import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RelationSpec } from '../../../../../src/ports/relation.ts'
import { dataFiles, failure, openTestLake, query, type TestLake, write } from '../test-lake.ts'

// Lines of a segment: offset, timestamp, key, headers, value.
async function messages(lake: TestLake, values: readonly string[], discover: boolean): Promise<RelationSpec> {
  await mkdir(lake.folder, { recursive: true })
  const file = join(lake.folder, 'slice.log')
  await writeFile(file, values.map((value, i) => `${10 + i}\t1735689600000\tk\t\t${value}\n`).join(''))
  const { size: bytes } = await stat(file)
  const slice = { partition: 2, file, from: 10n, to: 10n + BigInt(values.length), bytes, longestLine: bytes }
  const batch = { topic: 'orders', slices: [slice], async [Symbol.asyncDispose]() {} }
  return {
    kind: 'messages',
    name: { schema: 's', name: 'm' },
    batch,
    columns: [{ name: 'id', type: 'BIGINT' }],
    discover,
  }
}

test('a batch of messages is a relation whose reads tell the offsets', async () => {
  await using lake = await openTestLake()
  const spec = await messages(lake, ['{"id": 1}', '{"id": 2}', 'broken'], false)
  const { rows, bound } = await query(
    lake,
    'select _partition, _offset, id, _parse_error is null from s.m order by _offset',
    [spec],
  )
  expect(rows).toEqual([
    [2, 10n, 1n, true],
    [2, 11n, 2n, true],
    [2, 12n, null, false],
  ])
  expect(bound.reads).toMatchObject([
    { from: 'orders', files: 1, offsets: [{ partition: 2, from: 10n, to: 13n }] },
  ])
})

test('a field that is not declared ends the write with a code of its own, and is a column when it is looked for', async () => {
  await using lake = await openTestLake()
  const values = ['{"id": 1}', '{"id": 2, "extra": "x"}']
  const first = { relations: [await messages(lake, values, false)] }
  const sql = 'select * from s.m order by _offset'
  expect(await failure(write(lake, sql, first))).toMatchObject({
    code: 'undeclared-fields',
    params: { node: 'test' },
  })
  expect(await dataFiles(lake)).toEqual([])
  const second = { relations: [await messages(lake, values, true)] }
  const pin = await write(lake, sql, second)
  expect(pin.columns.map(column => column.name).slice(-2)).toEqual(['id', 'extra'])
})

test('a batch is bound beside a table that is pruned', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select range as id from range(3)')
  await write(lake, 'select range + 100 as id from range(3)', { write: { kind: 'append' } })
  const pin = await lake.warehouse.pin('s/t')
  if (pin === undefined) throw new Error('no table')
  const table = { kind: 'table', name: { schema: 's', name: 't' }, pin } as const
  const spec = await messages(lake, ['{"id": 101}', '{"id": 7}'], false)
  const { rows, bound } = await query(
    lake,
    'select m.id from s.m as m join s.t as t using (id) where t.id > 50',
    [spec, table],
  )
  expect(rows).toEqual([[101n]])
  expect(bound.reads.map(read => [read.name.name, read.files, read.filesBeforePruning])).toEqual([
    ['m', 1, 1],
    ['t', 1, 2],
  ])
})
