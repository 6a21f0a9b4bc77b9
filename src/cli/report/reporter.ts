import type { RunEvent } from '../../ports/run-event.ts'

/** Tells a run's events to somebody. Closing it leaves the terminal as it was. */
export interface Reporter {
  readonly onEvent: (event: RunEvent) => void
  /** Problems that ended the command, outside any node. */
  readonly onProblems: (error: unknown) => void
  /** A remark that is neither event nor problem: `Cancelling …`. */
  readonly onNotice: (text: string) => void
  close(): void
}
