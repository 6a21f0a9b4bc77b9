import type { CompileRun } from '../core/compile/options.ts'
import type { EventSink } from '../ports/run-event.ts'
import type { Runtime } from '../ports/runtime.ts'
import type { RunContext } from '../run/run-context.ts'
import { effectiveThreads } from './effective-threads.ts'
import { compileRunOf, engineContext } from './engine-context.ts'
import { openEngine } from './open-engine.ts'
import { type OpenProject, openProject, type ProjectOptions } from './open-project.ts'
import { warningEvent } from './warning-event.ts'

export interface QueryDeps {
  readonly runtime: Runtime
  /** Gets the warnings. */
  readonly events: EventSink
  readonly signal: AbortSignal
  /** Of gild. */
  readonly version: string
}

export interface QueryOptions extends ProjectOptions {
  readonly threads?: number | undefined
  readonly fullRefresh?: boolean | undefined
}

/** A project with its engine open, for commands that read tables and write none. */
export interface OpenQuery extends AsyncDisposable {
  readonly context: RunContext
  readonly compileRun: CompileRun
}

/** Reads the project and says what it warns of. */
export async function openForQuery(
  options: QueryOptions,
  { runtime, events }: QueryDeps,
): Promise<OpenProject> {
  const opened = await openProject(options, runtime)
  for (const warning of opened.warnings) events(warningEvent(warning))
  return opened
}

export interface QueryRequest {
  readonly command: string
  readonly opened: OpenProject
  readonly options: QueryOptions
}

/** Opens the engine of a project. What runs is ended when the signal aborts. */
export async function openQuery(
  { command, opened, options }: QueryRequest,
  { runtime, signal, events, version }: QueryDeps,
): Promise<OpenQuery> {
  const startedAt = runtime.clock.now()
  const runId = runtime.ids.uuid()
  const fullRefresh = options.fullRefresh ?? false
  const threads = effectiveThreads(options.threads ?? opened.project.target.threads, runtime)
  const engine = await openEngine(opened, { runtime, threads, version, runTime: startedAt })
  const cancel = () => void engine.warehouse.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  const parts = { command, opened, engine, runtime, events, runId, startedAt, fullRefresh }
  return {
    context: engineContext(parts),
    compileRun: compileRunOf(parts),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', cancel)
      await engine[Symbol.asyncDispose]()
    },
  }
}
