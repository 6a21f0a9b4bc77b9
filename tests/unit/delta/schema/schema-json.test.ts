import { expect, test } from 'vitest'
import { formatSchema, parseSchema, UnknownTypeError } from '../../../../src/delta/schema/schema-json.ts'

const schemaString =
  '{"type":"struct","fields":[{"name":"id","type":"long","nullable":false,"metadata":{"delta.identity.start":9223372036854775807,"x":{"y":[1.10]}}},{"name":"d","type":"decimal(38,10)","nullable":true,"metadata":{}},{"name":"s","type":{"type":"struct","fields":[{"name":"l","type":{"type":"array","elementType":{"type":"map","keyType":"string","valueType":"timestamp_ntz","valueContainsNull":false},"containsNull":true},"nullable":true,"metadata":{}}]},"nullable":true,"metadata":{"comment":"a \\"b\\""}}]}'

test('a schema comes back as it was, with the metadata of its fields', () => {
  expect(formatSchema(parseSchema(schemaString))).toBe(schemaString)
})

test('a decimal without arguments has Spark’s', () => {
  const { fields } = parseSchema('{"type":"struct","fields":[{"name":"a","type":"decimal"}]}')
  expect(fields).toEqual([
    { name: 'a', type: { kind: 'decimal', precision: 10, scale: 0 }, nullable: true, metadata: {} },
  ])
})

test('types of the future are named', () => {
  const withType = (type: string) => `{"type":"struct","fields":[{"name":"a","type":${type}}]}`
  expect(() => parseSchema(withType('"variant"'))).toThrow(new UnknownTypeError('variant'))
  expect(() => parseSchema(withType('{"type":"udt"}'))).toThrow(new UnknownTypeError('udt'))
})

test.each([
  '{',
  '"long"',
  '{"type":"struct"}',
  '{"type":"struct","fields":[{"type":"long"}]}',
  '{"type":"struct","fields":[{"name":"a"}]}',
])('what is no schema is refused: %s', text => {
  expect(() => parseSchema(text)).toThrow()
})
