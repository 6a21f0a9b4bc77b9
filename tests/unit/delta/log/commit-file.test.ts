import { expect, test } from 'vitest'
import { parseActions, readCommits } from '../../../../src/delta/log/commit-file.ts'
import { isGildError } from '../../../../src/errors/gild-error.ts'
import { memoryTable, plainProtocol } from '../../../support/delta-table.ts'

const add = {
  add: { path: 'a.parquet', partitionValues: {}, size: 1, modificationTime: 2, dataChange: true },
}

test('actions and fields that gild does not know are passed over', () => {
  const lines = [
    '{"commitInfo":{"operation":"WRITE","isBlindAppend":true,"whoKnows":{"a":1}}}',
    '{"futureAction":{"x":1}}',
    '{"cdc":{"path":"_change_data/c","partitionValues":{},"size":1,"dataChange":false}}',
    JSON.stringify({ add: { ...add.add, futureField: [1] } }),
  ]
  const actions = parseActions('t', 'f', lines.join('\n'))
  expect(actions.map(a => a.kind)).toEqual(['commitInfo', 'add'])
})

test('JSON that is spread over several lines is read', () => {
  const source = `${JSON.stringify(plainProtocol, null, 2)}\n${JSON.stringify(add, null, 4)}\n`
  expect(parseActions('t', 'f', source).map(a => a.kind)).toEqual(['protocol', 'add'])
})

test('null fields are absent fields', () => {
  const source =
    '{"add":{"path":"a","partitionValues":{"p":null},"size":1,"modificationTime":1,"dataChange":true,"stats":null,"tags":null,"deletionVector":null,"baseRowId":null},"remove":null}'
  const [action] = parseActions('t', 'f', source)
  expect(action).toEqual({
    kind: 'add',
    add: { path: 'a', partitionValues: { p: null }, size: 1, modificationTime: 1, dataChange: true },
  })
})

test('64-bit versions and row ids keep all digits', () => {
  const source =
    '{"txn":{"appId":"a","version":9223372036854775807}}\n{"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"baseRowId":9007199254740993}}'
  const [txn, added] = parseActions('t', 'f', source)
  expect(txn).toMatchObject({ txn: { version: 9223372036854775807n } })
  expect(added).toMatchObject({ add: { baseRowId: 9007199254740993n } })
})

test('statistics that a checkpoint holds only as a struct are read', () => {
  const source =
    '{"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":false,"stats_parsed":{"numRecords":3,"minValues":{"id":9007199254740993}}}}'
  expect(parseActions('t', 'f', source)).toMatchObject([
    { add: { stats: '{"numRecords":3,"minValues":{"id":9007199254740993}}' } },
  ])
})

test.each([
  ['a torn line', '{"add":{"path":"a"'],
  ['something else than an object', '[1]'],
  ['a file without a size', '{"add":{"path":"a"}}'],
  ['a transaction without a version', '{"txn":{"appId":"a"}}'],
])('%s is a damaged log that names the file', (_, source) => {
  let caught: unknown
  try {
    parseActions('orders', '_delta_log/7.json', source)
  } catch (error) {
    caught = error
  }
  if (!isGildError(caught, 'delta-log-corrupt')) throw caught
  expect(caught.params).toMatchObject({ table: 'orders', file: '_delta_log/7.json' })
})

test('a missing commit within a range is an error that names its version', async () => {
  const table = memoryTable()
  table.log(0, [plainProtocol])
  table.log(2, [add])
  await expect(readCommits(table, 0, 2)).rejects.toMatchObject({
    code: 'delta-log-incomplete',
    params: { from: 1, to: 1 },
  })
})
