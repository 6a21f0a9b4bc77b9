import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessagesRequest } from '../../../../../src/adapters/duckdb/messages/message-fields.ts'
import {
  messagesSql,
  undeclaredFieldsMark,
  undeclaredFieldsSql,
} from '../../../../../src/adapters/duckdb/messages/messages-sql.ts'
import { type LineRecord, recordLine } from '../../../../../src/core/stream/record-line.ts'
import type { ColumnType } from '../../../../../src/ports/column-type.ts'

// The driver prints TIMESTAMPTZ in the zone of the process, whatever the session's.
DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0

type Row = Record<string, unknown>
type Message = Omit<LineRecord, 'offset' | 'timestamp' | 'key'> & Partial<LineRecord>
type Query = Partial<Omit<MessagesRequest, 'slices'>>

test('a message becomes a row of its place in the topic, its fields and its text', async () => {
  const value = '{"id":7,"name":"Zoë"}'
  const rows = await read([[{ value, offset: 41, key: 'k', timestamp: 1_735_689_601_933 }]], {
    columns: columns('id INTEGER', 'name VARCHAR', 'note VARCHAR'),
  })
  expect(rows).toEqual([
    {
      _topic: 'orders',
      _partition: 0,
      _offset: '41',
      _timestamp: '2025-01-01 00:00:01.933+00',
      _key: 'k',
      _headers: null,
      _raw: value,
      _raw_bytes: null,
      _parse_error: null,
      _rescued: null,
      id: 7,
      name: 'Zoë',
      note: null,
    },
  ])
})

test('the partition is that of the file a message is in', async () => {
  const rows = await read([[{ value: '{}' }], [{ value: '{}' }, { value: '{}' }]], {})
  expect(rows.map(row => row._partition)).toEqual([0, 1, 1])
})

test('text with line breaks, tabs and DLE comes back byte for byte', async () => {
  const texts = ['{\n\t"a": "x"\r\n}', '\u0010N', 'a\u0000b', '"']
  const rows = await read([texts.map(value => ({ value, key: value }))], { columns: columns('a VARCHAR') })
  expect(rows.map(row => row._raw)).toEqual(texts)
  expect(rows.map(row => row._key)).toEqual(texts)
  expect(rows.map(row => row.a)).toEqual(['x', null, null, null])
})

test('what is not a JSON object keeps its row and says why', async () => {
  const values = ['', 'nonsense', '{"a":1', '[{"a":1}]', '"text"', 'null', '12', undefined, '{}', '{"a":1}']
  const rows = await read([values.map(value => ({ value }))], { columns: columns('a INTEGER') })
  expect(rows.map(row => [row._raw, row._parse_error, row.a])).toEqual([
    ['', 'not JSON', null],
    ['nonsense', 'not JSON', null],
    ['{"a":1', 'not JSON', null],
    ['[{"a":1}]', 'JSON, but not an object', null],
    ['"text"', 'JSON, but not an object', null],
    ['null', 'JSON, but not an object', null],
    ['12', 'JSON, but not an object', null],
    [null, 'no value (a tombstone)', null],
    ['{}', null, null],
    ['{"a":1}', null, 1],
  ])
  expect(rows.map(row => row._rescued)).toEqual(values.map(() => null))
})

test('bytes that are not UTF-8 are kept as bytes, and so is a key of them', async () => {
  const bytes = Uint8Array.of(0x7b, 0xff, 0x7d)
  const [row] = await read([[{ value: bytes, key: bytes }]], {})
  expect(row).toMatchObject({ _raw: null, _parse_error: 'not UTF-8', _key: '{\\xFF}' })
  expect(row?._raw_bytes).toBe('{\\xFF}')
})

test('headers are a list of key and bytes', async () => {
  const headers = [
    { key: 'trace', value: Buffer.from('t1') },
    { key: 'trace', value: undefined },
  ]
  const [row] = await read([[{ value: '{}', headers }]], {})
  expect(row?._headers).toEqual([
    { key: 'trace', value: 't1' },
    { key: 'trace', value: null },
  ])
})

// type, JSON value, value in the column; what is left out of the column is rescued
const values: readonly (readonly [type: string, json: string, value: unknown])[] = [
  ['INTEGER', '3', 3],
  ['INTEGER', '-3', -3],
  ['INTEGER', '3.0', undefined],
  ['INTEGER', '3.7', undefined],
  ['INTEGER', '3e0', undefined],
  ['INTEGER', '"3"', undefined],
  ['INTEGER', 'true', undefined],
  ['INTEGER', '3000000000', undefined],
  ['INTEGER', 'null', null],
  ['BIGINT', '9223372036854775807', '9223372036854775807'],
  ['BIGINT', '9223372036854775808', undefined],
  ['UTINYINT', '-1', undefined],
  ['DOUBLE', '3', 3],
  ['DOUBLE', '11.16', 11.16],
  ['DOUBLE', '1e3', 1000],
  ['DOUBLE', '"11.16"', undefined],
  ['DOUBLE', '1e999', undefined],
  ['FLOAT', '0.1', 0.10000000149011612],
  ['FLOAT', '16777217', undefined],
  ['DECIMAL(12,2)', '11.16', '11.16'],
  ['DECIMAL(12,2)', '11', '11.00'],
  ['DECIMAL(12,2)', '11.165', undefined],
  ['DECIMAL(12,2)', '99999999999', undefined],
  ['DECIMAL(12,2)', '"11.16"', undefined],
  ['DECIMAL(38,2)', '12345678901234567.25', undefined],
  ['BOOLEAN', 'true', true],
  ['BOOLEAN', '"true"', undefined],
  ['BOOLEAN', '1', undefined],
  ['VARCHAR', '"a\\"b"', 'a"b'],
  ['VARCHAR', '""', ''],
  ['VARCHAR', '12', '12'],
  ['VARCHAR', 'false', 'false'],
  ['VARCHAR', '{"x":[1, 2]}', '{"x":[1,2]}'],
  ['VARCHAR', 'null', null],
  ['DATE', '"2025-01-31"', '2025-01-31'],
  ['DATE', '"2025-01-31 10:00:00"', undefined],
  ['TIMESTAMPTZ', '"2025-01-01T01:00:00+01:00"', '2025-01-01 00:00:00+00'],
  ['TIMESTAMPTZ', '"infinity"', undefined],
  ['TIMESTAMPTZ', '1735689600000', undefined],
  ['INTEGER[]', '[1,null,2]', [1, null, 2]],
  ['VARCHAR[]', '["a",1]', ['a', '1']],
  ['VARCHAR[]', '"a"', undefined],
  ['MAP(VARCHAR, INTEGER)', '{"a":1}', [{ key: 'a', value: 1 }]],
  ['STRUCT(a INTEGER, b VARCHAR)', '{"b":"x","a":1}', { a: 1, b: 'x' }],
  ['STRUCT(a INTEGER, b VARCHAR)', '{}', { a: null, b: null }],
  ['STRUCT(a INTEGER, b VARCHAR)', '"text"', undefined],
  ['STRUCT(a INTEGER, b VARCHAR)', '[1]', undefined],
  ['STRUCT(a INTEGER, b STRUCT(c BOOLEAN))', '{"b":{"c":true}}', { a: null, b: { c: true } }],
]

test.each(values)('in a column of type %s, %s', async (type, json, value) => {
  // The field beside it makes the second message one that is looked at closely.
  const rows = await read([[{ value: `{"f":${json}}` }, { value: `{"f":${json},"g":null}` }]], {
    columns: columns(`f ${type}`, 'g VARCHAR'),
  })
  const kept = value === undefined ? JSON.stringify(JSON.parse(json)) : null
  for (const row of rows) {
    expect(row.f).toEqual(value === undefined ? null : value)
    if (kept === null) expect(row._rescued).toBeNull()
    else expect(Object.keys(JSON.parse(String(row._rescued)))).toEqual(['f'])
  }
})

test('a struct is filled field by field, and kept whole when a part of it does not fit', async () => {
  const given = ['{"a":1,"b":"x"}', '{"a":"1","b":"x"}', '{"a":1,"b":"x","c":2}', '{"a":null,"b":"x"}']
  const rows = await read([given.map(s => ({ value: `{"s":${s}}` }))], {
    columns: columns('s STRUCT(a INTEGER, b VARCHAR)'),
  })
  expect(rows.map(row => [row.s, row._rescued])).toEqual([
    [{ a: 1, b: 'x' }, null],
    [{ a: null, b: 'x' }, `{"s":${given[1]}}`],
    [{ a: 1, b: 'x' }, `{"s":${given[2]}}`],
    [{ a: null, b: 'x' }, null],
  ])
})

test('several fields that do not fit are rescued together, with the numbers that are not JSON as text', async () => {
  const [row] = await read([[{ value: '{"a":"x","b":NaN,"c":"ok","d":-Infinity}' }]], {
    columns: columns('a INTEGER', 'b DOUBLE', 'c VARCHAR', 'd DOUBLE'),
  })
  expect(JSON.parse(String(row?._rescued))).toEqual({ a: 'x', b: 'NaN', d: '-Infinity' })
})

test('undeclared fields are found, and become text columns after the declared ones', async () => {
  const batch = [
    [{ value: '{"a":1,"z":2.5,"B":"t"}' }, { value: '{"a":2,"z":{"y":[true]}}' }, { value: 'x' }],
  ]
  const query = { columns: columns('a INTEGER') }
  expect(await discover(batch, query)).toEqual(['B', 'z'])
  const rows = await read(batch, { ...query, discovered: ['B', 'z'] })
  expect(rows.map(row => [row.a, row.B, row.z, row._rescued])).toEqual([
    [1, 't', '2.5', null],
    [2, null, '{"y":[true]}', null],
    [null, null, null, null],
  ])
  expect(Object.keys(rows[0] ?? {}).slice(-3)).toEqual(['a', 'B', 'z'])
})

test('undeclared fields with a reserved name are rescued, in any case', async () => {
  const value = '{"a":1,"Loaded_At":"x","ok":2}'
  const query = { columns: columns('a INTEGER'), reserved: ['a', 'loaded_at'] }
  const [row] = await read([[{ value }]], { ...query, discovered: ['Loaded_At', 'ok'] })
  expect(row).toMatchObject({ a: 1, ok: '2', _rescued: '{"Loaded_At":"x"}' })
  expect(row).not.toHaveProperty('Loaded_At')
})

test('undeclared fields whose names cannot be a column are rescued', async () => {
  const value = '{"a":1,"A":2,"":3,"x y":4,"_offset":5,"p/q~r":6,"ok":7,"OK":8}'
  const query = { columns: columns('a INTEGER') }
  const discovered = await discover([[{ value }]], query)
  const [row] = await read([[{ value }]], { ...query, discovered })
  expect(row).toMatchObject({ a: 1, _offset: '0', 'p/q~r': '6', OK: '8' })
  expect(JSON.parse(String(row?._rescued))).toEqual({ A: 2, '': 3, 'x y': 4, _offset: 5, ok: 7 })
})

test('a query that was not told of an undeclared field ends with the mark', async () => {
  const batch = [[{ value: '{"a":1}' }, { value: '{"a":1,"new":null}' }]]
  await expect(read(batch, { columns: columns('a INTEGER'), discovered: undefined })).rejects.toThrow(
    undeclaredFieldsMark,
  )
})

test('rows do not depend on whether undeclared fields were looked for', async () => {
  const bytes = Uint8Array.of(0x7b, 0xff, 0x7d)
  const given = [
    '',
    'x',
    '{"a":1',
    '[]',
    undefined,
    bytes,
    '{}',
    '{"a":"1"}',
    '{"a":1,"s":{"b":2,"c":3}}',
    '{"s":[]}',
  ]
  const batch = [given.map(value => ({ value }))]
  const query = { columns: columns('a INTEGER', 's STRUCT(b INTEGER)') }
  const rows = await read(batch, { ...query, discovered: undefined })
  expect(rows).toEqual(await read(batch, { ...query, discovered: [] }))
  expect(rows.map(row => row._rescued).filter(rescued => rescued !== null)).toEqual([
    '{"a":"1"}',
    '{"s":{"b":2,"c":3}}',
    '{"s":[]}',
  ])
})

test('rows do not depend on how a message is spelt, compact or not', async () => {
  // A blank in front makes a message differ from its fields written again, so that its keys are looked at.
  const objects = fc.sample(fc.tuple(...members.map(member)), { numRuns: 2000, seed: 20251109 })
  const compact = objects.map(pairs => `{${pairs.flat().join(',')}}`)
  const spaced = compact.map(value => value.replaceAll('":', '": ').replaceAll(',"', ', "'))
  const query = {
    columns: columns(
      't VARCHAR',
      'i INTEGER',
      's STRUCT(a VARCHAR, b DOUBLE)',
      'l INTEGER[]',
      'd DECIMAL(6,2)',
    ),
  }
  for (const values of [compact, spaced]) {
    const written = await read([values.map(value => ({ value }))], query)
    const looked = await read([values.map(value => ({ value: ` ${value}` }))], query)
    const withoutText = (rows: readonly Row[]) => rows.map(({ _raw, ...row }) => row)
    expect(withoutText(written)).toEqual(withoutText(looked))
    expect(written.filter(row => row._rescued === null).length).toBeGreaterThan(500)
    expect(written.filter(row => row._rescued !== null).length).toBeGreaterThan(200)
  }
})

test('a batch without files has no rows and the same columns', async () => {
  expect(await read([], { columns: columns('a INTEGER') })).toEqual([])
})

test('a message of 20 MB passes', async () => {
  const value = JSON.stringify({ a: 'x'.repeat(20 * 1024 * 1024) })
  const [row] = await read([[{ value }, { value: '{"a":"y"}' }]], { columns: columns('a VARCHAR') })
  expect(row?._raw).toBe(value)
}, 20_000)

test('a folder may have a name that looks like a pattern', async () => {
  const rows = await read([[{ value: '{}' }]], {}, 'odd [x]*?name-')
  expect(rows).toHaveLength(1)
})

test('a type that cannot be read is named with its column', async () => {
  const request = { topic: 'orders', slices: [], columns: columns('a STRUCT<b string>') }
  expect(() => messagesSql(request)).toThrow('The type "STRUCT<b string>" of the column "a" cannot be read.')
})

/** Texts of JSON values that fit the column and that do not, of which the last are rare. */
const members: readonly (readonly [name: string, fits: readonly string[], traps: readonly string[]])[] = [
  ['t', ['"x"', '""', '"é"'], ['"a\\nb"', '"\\"q"', '"\\u00e9"', '5', 'null', '"x","t":"y"', '"x","u":1']],
  ['i', ['1', '-20', '0'], ['1.5', '"3"', '1e2', '-0', 'null', '99999999999', '1,"i":2']],
  [
    's',
    ['{"a":"x","b":1.5}', '{"a":"","b":2}'],
    [
      '{"b":1,"a":"x"}',
      '{"a":"x"}',
      '{}',
      '[]',
      '{"a":"x","b":1.50}',
      '{"a":"x","b":1,"c":2}',
      '{"a":"x","b":NaN}',
    ],
  ],
  ['l', ['[1,2]', '[]', '[3]'], ['[1.5]', '{}', 'null', '[null]', '["1"]']],
  ['d', ['1.25', '7', '9999.99'], ['1.255', '1e1', '10000', '"1"', 'null', '1.20']],
]

// Absent, with a value that fits (mostly), or with another.
function member([name, fits, traps]: (typeof members)[number]): fc.Arbitrary<readonly string[]> {
  const value = fc.oneof(
    { arbitrary: fc.constantFrom(...fits), weight: 9 },
    { arbitrary: fc.constantFrom(...traps), weight: 1 },
  )
  return fc
    .option(value, { nil: undefined, freq: 20 })
    .map(text => (text === undefined ? [] : [`"${name}":${text}`]))
}

function columns(...texts: readonly string[]): readonly ColumnType[] {
  return texts.map(text => {
    const [name = '', ...type] = text.split(' ')
    return { name, type: type.join(' ') }
  })
}

async function read(
  batch: readonly (readonly Message[])[],
  query: Query,
  folder?: string,
): Promise<readonly Row[]> {
  const sql = (request: MessagesRequest) =>
    `SELECT * FROM (${messagesSql(request)}) ORDER BY _partition, _offset`
  return onFiles(batch, { discovered: [], ...query }, { sql, prefix: folder })
}

async function discover(batch: readonly (readonly Message[])[], query: Query): Promise<readonly string[]> {
  return (await onFiles(batch, query, { sql: undeclaredFieldsSql })).map(row => String(row.name))
}

async function onFiles(
  batch: readonly (readonly Message[])[],
  query: Query,
  {
    sql,
    prefix = 'messages-',
  }: {
    readonly sql: (request: MessagesRequest) => string
    readonly prefix?: string | undefined
  },
): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), prefix))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const slices = await Promise.all(
      batch.map((messages, partition) => writeSlice(folder, partition, messages)),
    )
    await connection.run("SET TimeZone='UTC'")
    const result = await connection.runAndReadAll(sql({ topic: 'orders', columns: [], ...query, slices }))
    return result.getRowObjectsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
    await rm(folder, { recursive: true })
  }
}

async function writeSlice(folder: string, partition: number, messages: readonly Message[]) {
  const file = join(folder, `${partition}.log`)
  const lines = messages.map((message, i) =>
    recordLine({ offset: i, timestamp: 0, key: undefined, ...message }),
  )
  const text = lines.join('')
  await writeFile(file, text)
  const longestLine = Math.max(...lines.map(line => Buffer.byteLength(line)))
  const to = BigInt(messages.length)
  return { partition, file, from: 0n, to, bytes: Buffer.byteLength(text), longestLine }
}
