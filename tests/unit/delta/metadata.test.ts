import { expect, test } from 'vitest'
import { withMetadata } from '../../../src/delta/index.ts'
import { column, metadata } from '../../support/delta-table.ts'

test('partition columns are spelled as in the schema', () => {
  expect(metadata({ partitionBy: ['DAY'] }).partitionColumns).toEqual(['day'])
})

test.each([
  [['nobody'], 'there is no such column'],
  [['tags'], 'type array cannot name'],
  [['bytes'], 'type binary cannot name'],
  [['id', 'day', 'tags2'], 'there is no such column'],
])('a table cannot be partitioned by %s', (partitionBy, problem) => {
  const columns = {
    id: { kind: 'long' },
    day: { kind: 'date' },
    bytes: { kind: 'binary' },
    tags: { kind: 'array', element: { kind: 'string' }, containsNull: true },
  } as const
  expect(() => metadata({ columns, partitionBy })).toThrow(problem)
})

test('a table of partition columns only is refused', () => {
  expect(() => metadata({ partitionBy: ['id', 'day'] })).toThrow('a table needs a column besides those')
})

test('properties change without a change of the schema text', () => {
  const foreign = {
    ...metadata(),
    schemaString: '{"type":"struct", "fields":[]}',
    name: 'n',
    description: 'd',
  }
  const changed = withMetadata(foreign, { configuration: { a: 'b' } })
  expect(changed).toEqual({ ...foreign, configuration: { a: 'b' } })
  const schema = {
    kind: 'struct',
    fields: [column('x', { kind: 'string' }), column('y', { kind: 'string' })],
  } as const
  expect(withMetadata(foreign, { schema, partitionColumns: ['y'] })).toMatchObject({
    configuration: {},
    schema,
    partitionColumns: ['y'],
    schemaString: expect.stringContaining('"name":"x"'),
  })
})
