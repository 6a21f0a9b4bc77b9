import { join } from 'node:path'
import { compileHook } from '../core/compile/compile-hook.ts'
import { compileNode } from '../core/compile/compile-node.ts'
import type { CompileRun } from '../core/compile/options.ts'
import { nodeCode } from '../core/parse/node-code.ts'
import type { EventSink } from '../ports/run-event.ts'
import type { Runtime } from '../ports/runtime.ts'
import type { RunContext } from '../run/run-context.ts'
import type { Engine } from './open-engine.ts'
import type { OpenProject } from './open-project.ts'

export interface EngineContextOptions {
  readonly command: string
  readonly opened: OpenProject
  readonly engine: Engine
  readonly runtime: Runtime
  readonly events: EventSink
  readonly runId: string
  /** What `now()` and `run_started_at` answer, milliseconds since the epoch. */
  readonly startedAt: number
  readonly fullRefresh: boolean
  readonly storeFailures?: boolean | undefined
}

/** What compiling the nodes of one command shares. */
export function compileRunOf(
  options: Omit<EngineContextOptions, 'engine' | 'command' | 'fullRefresh'>,
): CompileRun {
  const { opened, runtime, events, runId, startedAt } = options
  const { project, manifest } = opened
  return {
    project,
    manifest,
    runtime,
    runId,
    startedAt,
    say(kind, message, id) {
      if (kind === 'log') return
      if (kind !== 'warning') {
        events({ kind: 'message', id, level: kind, message })
        return
      }
      const file = manifest.nodes.get(id)?.file
      events({ kind: 'warning', id, message, at: file === undefined ? undefined : { file } })
    },
  }
}

/** Ties a project and its engine together for the nodes of one command. */
export function engineContext(options: EngineContextOptions): RunContext {
  const { command, opened, engine, runtime, runId, fullRefresh, storeFailures } = options
  const { project, manifest, folder } = opened
  const compileRun = compileRunOf(options)
  return {
    ...engine,
    manifest,
    target: project.target.name,
    clock: runtime.clock,
    runId,
    command,
    fullRefresh,
    storeFailures,
    compile: request => compileNode(compileRun, request),
    compileHook: request => compileHook(compileRun, request),
    codeOf: id => nodeCode(manifest, id),
    seedFile: seed => join(folder, seed.file),
  }
}
