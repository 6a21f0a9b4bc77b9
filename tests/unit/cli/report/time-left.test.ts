import { expect, test } from 'vitest'
import { type Remaining, timeLeft } from '../../../../src/cli/report/time-left.ts'
import type { NodeOutcome } from '../../../../src/ports/run-event.ts'

const lastRun = {
  nodeMs: new Map([
    ['a', 4000],
    ['b', 2000],
    ['c', 6000],
  ]),
  parallel: 2,
}
const ended = (id: string) => ({ id }) as NodeOutcome

test('what is left takes what it took last, as many nodes at a time', () => {
  expect(left({})).toBe(6000)
  expect(left({ outcomes: [ended('a')] })).toBe(4000)
})

test('what runs already has only its rest left, and never less than nothing', () => {
  expect(left({ outcomes: [ended('a')], running: new Map([['c', 1000]]), now: 3000 })).toBe(3000)
  expect(left({ outcomes: [ended('a'), ended('b')], running: new Map([['c', 0]]), now: 60_000 })).toBe(0)
})

test('without a last run, or with nodes that it does not know, there is no estimate', () => {
  expect(left({ lastRun: undefined })).toBeUndefined()
  expect(left({ total: 4 })).toBeUndefined()
  expect(left({ total: 4, outcomes: [ended('new')] })).toBe(6000)
})

function left(remaining: Partial<Remaining>): number | undefined {
  return timeLeft({ lastRun, total: 3, outcomes: [], running: new Map(), now: 0, ...remaining })
}
