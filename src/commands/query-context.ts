import { join } from 'node:path'
import { compileNode } from '../core/compile/compile-node.ts'
import { nodeCode } from '../core/parse/node-code.ts'
import type { EventSink } from '../ports/run-event.ts'
import type { Runtime } from '../ports/runtime.ts'
import type { RunContext } from '../run/run-context.ts'
import { effectiveThreads } from './effective-threads.ts'
import { type Engine, openEngine } from './open-engine.ts'
import { type OpenProject, openProject, type ProjectOptions } from './open-project.ts'

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
  readonly opened: OpenProject
  readonly context: RunContext
}

/** Ends what runs when the signal aborts. */
export async function openQuery(command: string, options: QueryOptions, deps: QueryDeps): Promise<OpenQuery> {
  const { runtime, signal, events, version } = deps
  const opened = await openProject(options, runtime)
  for (const { message } of opened.warnings) events({ kind: 'warning', id: undefined, message })
  const startedAt = runtime.clock.now()
  const threads = effectiveThreads(options.threads ?? opened.project.target.threads, runtime)
  const engine = await openEngine(opened, { runtime, threads, version, runTime: startedAt })
  const cancel = () => void engine.warehouse.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  return {
    opened,
    context: contextOf({ command, options, deps, opened, engine, startedAt }),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', cancel)
      await engine[Symbol.asyncDispose]()
    },
  }
}

interface Parts {
  readonly command: string
  readonly options: QueryOptions
  readonly deps: QueryDeps
  readonly opened: OpenProject
  readonly engine: Engine
  readonly startedAt: number
}

function contextOf({ command, options, deps, opened, engine, startedAt }: Parts): RunContext {
  const { project, manifest, folder } = opened
  const { runtime, events } = deps
  const runId = runtime.ids.uuid()
  const compileRun = {
    project,
    manifest,
    runtime,
    runId,
    startedAt,
    say(kind: string, message: string, id: string) {
      if (kind !== 'log') events({ kind: 'warning', id, message })
    },
  }
  return {
    ...engine,
    manifest,
    target: project.target.name,
    clock: runtime.clock,
    runId,
    command,
    fullRefresh: options.fullRefresh ?? false,
    compile: request => compileNode(compileRun, request),
    codeOf: id => nodeCode(manifest, id),
    seedFile: seed => join(folder, seed.file),
  }
}
