import { expect, test } from 'vitest'
import type { DataType, StructType } from '../../../../src/delta/index.ts'
import { compareSchemas, toDeltaType } from '../../../../src/delta/index.ts'
import { formatSchema, parseSchema, typeName } from '../../../../src/delta/schema/schema-json.ts'

function schema(columns: Record<string, string>): StructType {
  const fields = Object.entries(columns).map(([name, text]) => ({
    name,
    type: type(text),
    nullable: true,
    metadata: {},
  }))
  return { kind: 'struct', fields }
}

function type(text: string): DataType {
  const mapped = toDeltaType(text)
  if (mapped.kind === 'unsupported') throw new Error(mapped.reason)
  return mapped.type
}

test('equal schemas differ in nothing, whatever the case and the order', () => {
  const table = schema({ id: 'BIGINT', Name: 'VARCHAR' })
  const difference = compareSchemas(table, schema({ NAME: 'VARCHAR', id: 'BIGINT' }))
  expect(difference).toEqual({ added: [], missing: [], incompatible: [], merged: table })
  expect(difference.merged).toBe(table)
})

test('new columns come after the old ones, and old ones may be missing', () => {
  const { added, missing, merged } = compareSchemas(
    schema({ a: 'INTEGER', b: 'DATE' }),
    schema({ c: 'VARCHAR', A: 'INTEGER' }),
  )
  expect([added, missing]).toEqual([['c'], ['b']])
  expect(merged.fields.map(f => f.name)).toEqual(['a', 'b', 'c'])
})

test('fields of structs evolve at any depth', () => {
  const table = schema({
    s: 'STRUCT(a INTEGER, l STRUCT(x INTEGER)[])',
    m: 'MAP(VARCHAR, STRUCT(v INTEGER))',
  })
  const incoming = schema({
    s: 'STRUCT(A INTEGER, l STRUCT(y DATE)[], n VARCHAR)',
    m: 'MAP(VARCHAR, STRUCT(v INTEGER, w INTEGER))',
  })
  const { added, missing, merged } = compareSchemas(table, incoming)
  expect(added).toEqual(['s.l.element.y', 's.n', 'm.value.w'])
  expect(missing).toEqual(['s.l.element.x'])
  expect(merged.fields.map(f => typeName(f.type))).toEqual([
    'struct<a:integer,l:array<struct<x:integer,y:date>>,n:string>',
    'map<string,struct<v:integer,w:integer>>',
  ])
})

test.each([
  ['INTEGER', 'BIGINT'],
  ['TINYINT', 'DOUBLE'],
  ['INTEGER', 'DECIMAL(12,2)'],
  ['BIGINT', 'DECIMAL(19,0)'],
  ['DECIMAL(10,2)', 'DECIMAL(12,4)'],
  ['FLOAT', 'DOUBLE'],
  ['DATE', 'TIMESTAMP'],
])('%s fits into a column of %s, whose type stays', (from, to) => {
  const table = schema({ a: to })
  expect(compareSchemas(table, schema({ a: from }))).toEqual({
    added: [],
    missing: [],
    incompatible: [],
    merged: table,
  })
})

test.each([
  ['BIGINT', 'INTEGER'],
  ['BIGINT', 'DOUBLE'],
  ['INTEGER', 'DECIMAL(11,2)'],
  ['DECIMAL(12,4)', 'DECIMAL(12,2)'],
  ['DECIMAL(12,2)', 'DECIMAL(12,4)'],
  ['DOUBLE', 'FLOAT'],
  ['VARCHAR', 'INTEGER'],
  ['INTEGER', 'VARCHAR'],
  ['TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'],
  ['TIMESTAMP', 'DATE'],
  ['INTEGER[]', 'INTEGER'],
  ['STRUCT(a INTEGER)', 'MAP(VARCHAR, INTEGER)'],
])('%s does not fit into a column of %s', (from, to) => {
  const { incompatible } = compareSchemas(schema({ a: to }), schema({ a: from }))
  expect(incompatible).toEqual([{ path: 'a', from: type(from), to: type(to) }])
})

test('the metadata of fields is carried through when a schema evolves', () => {
  const carried = { 'delta.columnMapping.id': 9007199254740993n, comment: 'a "b"', future: { x: [1] } }
  const inner = { name: 'x', type: { kind: 'long' }, nullable: false, metadata: carried } as const
  const outer = {
    name: 's',
    type: { kind: 'struct', fields: [inner] },
    nullable: true,
    metadata: carried,
  } as const
  const { merged } = compareSchemas(
    { kind: 'struct', fields: [outer] },
    schema({ s: 'STRUCT(y INTEGER)', z: 'DATE' }),
  )
  const again = parseSchema(formatSchema(merged))
  expect(again).toEqual(merged)
  expect(again.fields[0]?.metadata).toEqual(carried)
  expect(again.fields[0]?.type).toMatchObject({ fields: [inner, { name: 'y' }] })
})
