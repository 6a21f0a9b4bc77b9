import type { GildError } from '../errors/gild-error.ts'
import type { RunEvent } from '../ports/run-event.ts'

/** A problem that stops nothing, as an event of the command that found it. */
export function warningEvent({ message, at, hint }: GildError): RunEvent {
  return { kind: 'warning', id: undefined, message, at, hint }
}
