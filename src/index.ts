/** gild's public API. Templates and the Delta kernel have entries of their own: `gild/template`, `gild/delta`. */

export { type ApiOptions, build, run, seed, test } from './commands/api.ts'
export type { RunSummary } from './commands/run-plan.ts'
export type { ErrorCode, ErrorParams } from './errors/error-table.ts'
export { GildError, isGildError } from './errors/gild-error.ts'
export type { Location, MacroCall } from './errors/location.ts'
export type { EventSink, NodeOutcome, NodeStatus, RunEvent } from './ports/run-event.ts'
export type { Clock, Ids, Runtime } from './ports/runtime.ts'
