import type { LastRun, NodeOutcome } from '../../ports/run-event.ts'

export interface Remaining {
  readonly lastRun: LastRun | undefined
  /** Nodes of the run. */
  readonly total: number
  readonly outcomes: readonly NodeOutcome[]
  /** When each running node started, by id. Milliseconds since the epoch. */
  readonly running: ReadonlyMap<string, number>
  readonly now: number
}

/**
 * Milliseconds until the run ends, if every node takes what it took last and as many run at a time. Undefined when the
 * last run does not know the rest: a guess over half of them would only mislead.
 */
export function timeLeft({ lastRun, total, outcomes, running, now }: Remaining): number | undefined {
  if (lastRun === undefined) return undefined
  const ended = new Set(outcomes.map(({ id }) => id))
  const left = [...lastRun.nodeMs].filter(([id]) => !ended.has(id))
  if (left.length < total - ended.size) return undefined
  const work = left.reduce((sum, [id, ms]) => {
    const since = running.get(id)
    return sum + (since === undefined ? ms : Math.max(0, ms - (now - since)))
  }, 0)
  return work / lastRun.parallel
}
