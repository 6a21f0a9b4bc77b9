import type { NodeOutcome, NodeStatus } from '../../ports/run-event.ts'

/** Counts over all node types: the parts add up to the total. */
export type Tally = Readonly<Record<TallyKey, number>>
export type TallyKey = 'pass' | 'warn' | 'error' | 'skip' | 'no-op'

const keyOf = {
  success: 'pass',
  pass: 'pass',
  warn: 'warn',
  error: 'error',
  fail: 'error',
  skipped: 'skip',
  'no-op': 'no-op',
} satisfies Record<NodeStatus, TallyKey>

export const emptyTally: Tally = { pass: 0, warn: 0, error: 0, skip: 0, 'no-op': 0 }

export function addToTally(tally: Tally, { status }: Pick<NodeOutcome, 'status'>): Tally {
  const key = keyOf[status]
  return { ...tally, [key]: tally[key] + 1 }
}

export function totalOf(tally: Tally): number {
  return Object.values(tally).reduce((sum, n) => sum + n, 0)
}
