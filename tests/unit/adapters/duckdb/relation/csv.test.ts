import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RelationSpec } from '../../../../../src/ports/relation.ts'
import { failure, openTestLake, query, type TestLake } from '../test-lake.ts'

async function csv(
  lake: TestLake,
  text: string | Uint8Array,
  options: { readonly types?: Readonly<Record<string, string>>; readonly delimiter?: string } = {},
): Promise<RelationSpec> {
  const file = join(lake.tempRoot, 'seed.csv')
  await writeFile(file, text)
  const { types: columnTypes = {}, delimiter = ',' } = options
  return { kind: 'csv', name: { schema: 's', name: 'seed' }, file: { file, delimiter, columnTypes } }
}

async function load(
  lake: TestLake,
  ...of: Parameters<typeof csv> extends [TestLake, ...infer R] ? R : never
) {
  const { rows, bound } = await query(lake, 'from s.seed', [await csv(lake, ...of)])
  return { rows, columns: bound.columns.map(({ name, type }) => `${name} ${type}`) }
}

test('types are those that all values of a column fit, and leading zeros stay', async () => {
  await using lake = await openTestLake()
  const text =
    'id,zip,amount,day,at,ok,empty\n1,01234,1.5,2025-01-01,2025-01-01 10:00:00,true,\n-2,,2,,,FALSE,\n'
  expect(await load(lake, text)).toEqual({
    columns: [
      'id BIGINT',
      'zip VARCHAR',
      'amount DOUBLE',
      'day DATE',
      'at TIMESTAMP',
      'ok BOOLEAN',
      'empty VARCHAR',
    ],
    rows: [
      [1n, '01234', 1.5, '2025-01-01', '2025-01-01T10:00:00', true, null],
      [-2n, null, 2, null, null, false, null],
    ],
  })
})

test('given types hold whatever the case of the name, and empty text is NULL', async () => {
  await using lake = await openTestLake()
  const types = { ID: 'VARCHAR', amount: 'DECIMAL(10,2)' }
  expect(await load(lake, 'id,amount,t\n007,1.5,""\n8,,x\n', { types })).toEqual({
    columns: ['id VARCHAR', 'amount DECIMAL(10,2)', 't VARCHAR'],
    rows: [
      ['007', '1.50', null],
      ['8', null, 'x'],
    ],
  })
})

test('quotes, line breaks in quotes, other delimiters, CRLF, a byte order mark and a missing last line break are read', async () => {
  await using lake = await openTestLake()
  expect((await load(lake, 'a,b\n1,"x ""q"", y\nz"\n')).rows).toEqual([[1n, 'x "q", y\nz']])
  expect((await load(lake, 'a;b\n1;2,5\n', { delimiter: ';' })).rows).toEqual([[1n, '2,5']])
  expect(await load(lake, '\ufeffa,b\r\n1,x\r\n2,y')).toEqual({
    columns: ['a BIGINT', 'b VARCHAR'],
    rows: [
      [1n, 'x'],
      [2n, 'y'],
    ],
  })
})

test('a header alone is a table without rows', async () => {
  await using lake = await openTestLake()
  expect(await load(lake, 'a,b\n')).toEqual({ columns: ['a VARCHAR', 'b VARCHAR'], rows: [] })
})

test('a mistake names the file, the line and what is wrong', async () => {
  await using lake = await openTestLake()
  const file = join(lake.tempRoot, 'seed.csv')
  // biome-ignore format: a table
  const mistakes: readonly (readonly [string, Record<string, string>, number, string])[] = [
    ['a,b\n1,2\nx,3\n', { a: 'INTEGER' }, 3, `line 3: column "a": Could not convert string "x" to 'INTEGER'`],
    ['a,b\n1,2\n1,2,3\n', {}, 3, 'line 3: the header names 2 columns, but the line has 3'],
    ['a,b\n1\n', {}, 2, 'line 2: the header names 2 columns, but the line has 1'],
    ['a,b\n1,"x\n2,y\n', {}, 2, 'line 2: Value with unterminated quote found'],
    ['amount,b\n1,2\n', { amuont: 'INTEGER' }, 1, 'its header has no column "amuont", for which a type is given (did you mean "amount"?)'],
    ['a,A\n1,2\n', {}, 1, 'its header names the column "A" twice'],
    ['a,\n1,2\n', {}, 1, 'a column of its header has no name'],
    ['', {}, 1, 'it has no header'],
  ]
  for (const [text, types, line, problem] of mistakes) {
    const error = await failure(load(lake, text, { types }))
    expect(error).toMatchObject({ code: 'csv-invalid', params: { file, problem }, at: { file, line } })
  }
})

test('bytes that are not UTF-8 are an error with their line', async () => {
  await using lake = await openTestLake()
  const error = await failure(load(lake, Buffer.from([0x69, 0x64, 0x0a, 0x61, 0x0a, 0xe9, 0x0a])))
  expect(error).toMatchObject({ code: 'csv-invalid', at: { line: expect.any(Number) } })
})
