import { expect, test } from 'vitest'
import {
  markHeader,
  markOf,
  ordersBegun,
  plannedChunks,
  progressOf,
  type RecordMark,
} from '../../../src/generate/fastcart/progress.ts'

const none = Number.POSITIVE_INFINITY

function mark([from, to]: readonly [number, number], inChunk: number | undefined, dirty = 0): RecordMark {
  return { seed: 1, start: 0, dirty, from, to, inChunk, count: 9 }
}

function plan(marks: readonly (RecordMark | undefined)[], target: number, dirty = 0) {
  const progress = progressOf(marks)
  return [...plannedChunks({ progress, target, dirty, blockOrders: 1000 })].map(c => [
    c.from,
    c.to,
    c.dirty,
    c.skip,
  ])
}

test('what a header says is read back', () => {
  for (const sent of [mark([1000, 2000], 7, 2.5), mark([5, 6], undefined)]) {
    const record = { offset: 0n, timestamp: 0, key: undefined, value: undefined, headers: [markHeader(sent)] }
    expect(markOf(record)).toEqual(sent)
  }
  expect(markOf({ offset: 0n, timestamp: 0, key: undefined, value: undefined, headers: [] })).toBeUndefined()
})

test('an empty topic is filled block by block', () => {
  expect(plan([undefined, undefined], 1500, 5)).toEqual([
    [0, 1000, 5, [0, 0]],
    [1000, 1500, 5, [0, 0]],
  ])
})

test('the rest of a block that was begun is a block of its own', () => {
  expect(plan([mark([1000, 1500], 80)], 3000)).toEqual([
    [1000, 1500, 0, [80]],
    [1500, 2000, 0, [0]],
    [2000, 3000, 0, [0]],
  ])
})

test('each partition is completed from where it stopped, with the dirt of its block', () => {
  const marks = [mark([1000, 2000], 3, 20), mark([0, 1000], 50, 20), undefined]
  expect(plan(marks, 3000, 5)).toEqual([
    [0, 1000, 20, [none, 50, 0]],
    [1000, 2000, 20, [3, 0, 0]],
    [2000, 3000, 5, [0, 0, 0]],
  ])
})

test('fewer orders than there are means completing what is there', () => {
  expect(plan([mark([0, 1000], 3), mark([0, 1000], 2)], 10)).toEqual([[0, 1000, 0, [3, 2]]])
})

test('whatever a paced run has reached is complete', () => {
  const marks = [mark([4, 5], undefined), mark([0, 3], 8), mark([6, 7], undefined)]
  expect(ordersBegun(progressOf(marks))).toBe(7)
  expect(plan(marks, 7)).toEqual([])
  expect(plan(marks, 10)).toEqual([[7, 10, 0, [0, 0, 0]]])
})

test('a block after a paced run is completed as any other', () => {
  const marks = [mark([4, 5], undefined), mark([5, 10], 2, 1), undefined]
  expect(plan(marks, 12)).toEqual([
    [5, 10, 1, [0, 2, 0]],
    [10, 12, 0, [0, 0, 0]],
  ])
})
