import { expect, test } from 'vitest'
import { commit, tableHistory } from '../../../src/delta/index.ts'
import { addFile, append, memoryTable } from '../../support/delta-table.ts'

test('history tells who did what, newest first', async () => {
  const table = memoryTable()
  const operation = { name: 'MERGE', parameters: { predicate: 'id' }, metrics: { numOutputRows: '5' } }
  await commit(
    table,
    append(undefined, [addFile('a')], { operation, info: { 'gild.run': 'r1' } }),
    table.writer,
  )
  table.log(1, [
    {
      commitInfo: {
        timestamp: 1,
        operation: 'WRITE',
        operationParameters: { n: 1, big: null },
        userMetadata: 'x',
      },
    },
  ])
  table.log(2, [{ add: addFile('b') }])
  const history = await tableHistory(table)
  expect(history?.map(h => [h.version, h.operation])).toEqual([
    [2, undefined],
    [1, 'WRITE'],
    [0, 'MERGE'],
  ])
  expect(history?.[1]).toMatchObject({ parameters: { n: '1' }, metrics: {}, info: { userMetadata: 'x' } })
  expect(history?.[2]).toEqual({
    version: 0,
    timestamp: 1_700_000_000_000,
    operation: 'MERGE',
    parameters: { predicate: 'id' },
    metrics: { numOutputRows: '5' },
    engine: 'gild/test',
    info: {
      'gild.run': 'r1',
      isolationLevel: 'Serializable',
      isBlindAppend: 'true',
      txnId: '00000000-0000-4000-8000-000000000001',
    },
  })
})

test('a limit takes the newest', async () => {
  const table = memoryTable()
  for (let v = 0; v < 3; v++) table.log(v, [{ commitInfo: { operation: `${v}` } }])
  expect((await tableHistory(table, { limit: 2 }))?.map(h => h.operation)).toEqual(['2', '1'])
  expect(await tableHistory(table, { limit: 0 })).toEqual([])
})

test('no table has no history', async () => {
  expect(await tableHistory(memoryTable())).toBeUndefined()
})
