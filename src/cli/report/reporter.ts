import type { RunEvent } from '../../ports/run-event.ts'

/** Tells a run's events to somebody. Closing it leaves the terminal as it was; it may be closed more than once. */
export interface Reporter {
  readonly onEvent: (event: RunEvent) => void
  /** Problems that ended the command, outside any node. */
  readonly onProblems: (error: unknown) => void
  /** A remark that is neither event nor problem: `Cancelling …`. */
  readonly onNotice: (text: string) => void
  close(): void
}

/** Tells all of them everything. */
export function everyReporter(reporters: readonly Reporter[]): Reporter {
  const each = (tell: (reporter: Reporter) => void) => {
    for (const reporter of reporters) tell(reporter)
  }
  return {
    onEvent: event => each(reporter => reporter.onEvent(event)),
    onProblems: error => each(reporter => reporter.onProblems(error)),
    onNotice: text => each(reporter => reporter.onNotice(text)),
    close: () => each(reporter => reporter.close()),
  }
}
