import { expect, test } from 'vitest'
import { planMicroBatch } from '../../../src/ingest/micro-batch.ts'
import { streamCursorId, streamIdOfCursor } from '../../../src/ingest/stream-cursor.ts'
import type { PartitionBounds, StreamSource } from '../../../src/ports/stream-source.ts'

function topicOf(partitions: readonly PartitionBounds[]): StreamSource {
  return {
    describe: async topic => ({ topic, streamId: 'id-1', partitions }),
    read: () => Promise.reject(new Error('planning reads nothing')),
    async [Symbol.asyncDispose]() {},
  }
}

const two = topicOf([
  { partition: 0, low: 5n, end: 20n },
  { partition: 1, low: 0n, end: 7n },
])

function plan(source: StreamSource, cursors: readonly (readonly [string, bigint])[], everything = false) {
  return planMicroBatch({ source, topic: 'sales', node: 'bronze', cursors: new Map(cursors), everything })
}

test('a table without cursors reads from the first record that is there', async () => {
  expect(await plan(two, [])).toEqual({
    topic: 'sales',
    ranges: [
      { partition: 0, from: 5n, to: 20n },
      { partition: 1, from: 0n, to: 7n },
    ],
    moves: [
      { id: 'gild/id-1/sales/0', from: undefined, to: 19n },
      { id: 'gild/id-1/sales/1', from: undefined, to: 6n },
    ],
  })
})

test('a cursor is the last offset passed, so the next read starts one later', async () => {
  const batch = await plan(two, [
    ['gild/id-1/sales/0', 11n],
    ['gild/id-1/sales/1', 6n],
  ])
  expect(batch.ranges).toEqual([{ partition: 0, from: 12n, to: 20n }])
  expect(batch.moves).toEqual([{ id: 'gild/id-1/sales/0', from: 11n, to: 19n }])
})

test('reading everything starts at the first record and still moves only what is behind', async () => {
  const batch = await plan(
    two,
    [
      ['gild/id-1/sales/0', 19n],
      ['gild/id-1/sales/1', 3n],
    ],
    true,
  )
  expect(batch.ranges.map(({ from }) => from)).toEqual([5n, 0n])
  expect(batch.moves).toEqual([{ id: 'gild/id-1/sales/1', from: 3n, to: 6n }])
})

test('records that retention removed unread are an error with their number', async () => {
  await expect(plan(two, [['gild/id-1/sales/0', 1n]])).rejects.toMatchObject({
    code: 'stream-data-loss',
    message: expect.stringContaining('3 records were removed unread'),
  })
})

test('a topic that is shorter than what was read is an error', async () => {
  await expect(plan(two, [['gild/id-1/sales/1', 9n]])).rejects.toMatchObject({ code: 'stream-went-back' })
})

test('a topic that was created anew is an error, cursors of other topics are not', async () => {
  await expect(plan(two, [['gild/id-0/sales/0', 9n]])).rejects.toMatchObject({ code: 'stream-replaced' })
  const batch = await plan(two, [
    ['gild/id-0/returns/0', 9n],
    ['gild/model.p.x/uuid', 3n],
  ])
  expect(batch.moves).toHaveLength(2)
})

test('the stream id is found in a cursor whatever slashes it has', () => {
  expect(streamIdOfCursor(streamCursorId('a/b', 'x/y', 12), 'x/y')).toBe('a/b')
  expect(streamIdOfCursor('gild/model.p.silver/uuid', 'sales')).toBeUndefined()
})
