import { expect, test } from 'vitest'
import { toDeltaSchema, toDeltaType } from '../../../../src/delta/schema/from-duckdb.ts'
import { typeName } from '../../../../src/delta/schema/schema-json.ts'
import { duckDbType } from '../../../../src/delta/schema/to-duckdb.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'

function mapped(text: string): [string, string | undefined] {
  const type = toDeltaType(text)
  if (type.kind === 'unsupported') throw new Error(type.reason)
  return [typeName(type.type), type.castTo]
}

test.each([
  ['BOOLEAN', 'boolean'],
  ['TINYINT', 'byte'],
  ['SMALLINT', 'short'],
  ['INTEGER', 'integer'],
  ['BIGINT', 'long'],
  ['FLOAT', 'float'],
  ['DOUBLE', 'double'],
  ['VARCHAR', 'string'],
  ['BLOB', 'binary'],
  ['DATE', 'date'],
  ['TIMESTAMP', 'timestamp_ntz'],
  ['TIMESTAMP WITH TIME ZONE', 'timestamp'],
  ['DECIMAL(38,10)', 'decimal(38,10)'],
  ['INTEGER[]', 'array<integer>'],
  ['INTEGER[][]', 'array<array<integer>>'],
  ['MAP(VARCHAR, DECIMAL(10,2)[])', 'map<string,array<decimal(10,2)>>'],
  [
    'STRUCT(a INTEGER, "b c""d" STRUCT("INTEGER" DATE)[])',
    'struct<a:integer,b c"d:array<struct<INTEGER:date>>>',
  ],
])('%s is written as it is', (duckDb, delta) => {
  expect(mapped(duckDb)).toEqual([delta, undefined])
})

test.each([
  ['HUGEINT', 'decimal(38,0)', 'DECIMAL(38,0)'],
  ['UBIGINT', 'decimal(20,0)', 'DECIMAL(20,0)'],
  ['UINTEGER', 'long', 'BIGINT'],
  ['USMALLINT', 'integer', 'INTEGER'],
  ['UTINYINT', 'short', 'SMALLINT'],
  ['TIMESTAMP_NS', 'timestamp_ntz', 'TIMESTAMP'],
  ['TIMESTAMP_MS', 'timestamp_ntz', 'TIMESTAMP'],
  ['TIMESTAMP_S', 'timestamp_ntz', 'TIMESTAMP'],
  ['TIME', 'string', 'VARCHAR'],
  ['TIME WITH TIME ZONE', 'string', 'VARCHAR'],
  ['INTERVAL', 'string', 'VARCHAR'],
  ['UUID', 'string', 'VARCHAR'],
  ['BIT', 'string', 'VARCHAR'],
  ['JSON', 'string', 'VARCHAR'],
  ["ENUM('a(', 'b)', 'it''s')", 'string', 'VARCHAR'],
  ['INTEGER[3]', 'array<integer>', 'INTEGER[]'],
  [
    'STRUCT(a HUGEINT, b INTEGER)',
    'struct<a:decimal(38,0),b:integer>',
    'STRUCT("a" DECIMAL(38,0), "b" INTEGER)',
  ],
  ['MAP(UUID, UTINYINT[])', 'map<string,array<short>>', 'MAP(VARCHAR, SMALLINT[])'],
])('%s, which would make a file that others misread, is cast', (duckDb, delta, cast) => {
  expect(mapped(duckDb)).toEqual([delta, cast])
})

test.each([
  'VARIANT',
  'UNION(k INTEGER, s VARCHAR)',
  'BIGNUM',
  'GEOMETRY',
  'STRUCT(a VARIANT)',
  'UNION(k INTEGER)[]',
  'MAP(INTEGER, BIGNUM)',
  'no type (',
  'INTEGER]',
  '',
])('%s has no Delta type', text => {
  expect(toDeltaType(text).kind).toBe('unsupported')
})

test('a bare NULL asks for a type', () => {
  expect(toDeltaType('"NULL"')).toMatchObject({
    kind: 'unsupported',
    hint: expect.stringContaining('cast(null as varchar)'),
  })
  expect(toDeltaType('STRUCT(a "NULL")').kind).toBe('unsupported')
})

test('a schema lists the casts of its columns', () => {
  const { schema, casts } = toDeltaSchema('orders', [
    { name: 'total', type: 'HUGEINT' },
    { name: 'Id', type: 'BIGINT' },
  ])
  expect(schema.fields).toEqual([
    { name: 'total', type: { kind: 'decimal', precision: 38, scale: 0 }, nullable: true, metadata: {} },
    { name: 'Id', type: { kind: 'long' }, nullable: true, metadata: {} },
  ])
  expect([...casts]).toEqual([['total', 'DECIMAL(38,0)']])
})

test('all columns that cannot be stored are told at once', () => {
  let caught: unknown
  try {
    toDeltaSchema('orders', [
      { name: 'a', type: 'VARIANT' },
      { name: 'b', type: 'STRUCT(x INTEGER, "X" INTEGER)' },
      { name: 'C', type: 'INTEGER' },
      { name: 'c', type: 'INTEGER' },
    ])
  } catch (error) {
    caught = error
  }
  if (!(caught instanceof AggregateError)) throw caught
  expect(caught.errors.map((e: GildError) => [e.code, e.params])).toEqual([
    ['delta-unsupported-type', expect.objectContaining({ column: 'a', type: 'VARIANT' })],
    ['delta-duplicate-column', { table: 'orders', column: 'b.X', other: 'b.x' }],
    ['delta-duplicate-column', { table: 'orders', column: 'c', other: 'C' }],
  ])
  expect(() => toDeltaSchema('orders', [{ name: 'a', type: 'VARIANT' }])).toThrow(GildError)
})

test.each([
  'BOOLEAN',
  'TINYINT',
  'DECIMAL(5,2)',
  'TIMESTAMP WITH TIME ZONE',
  'TIMESTAMP',
  'BLOB',
  'STRUCT("a b" MAP(VARCHAR, DATE[]), "c" FLOAT)[]',
])('%s comes back as it was', text => {
  const type = toDeltaType(text)
  expect(type.kind === 'mapped' && duckDbType(type.type)).toBe(text)
})
