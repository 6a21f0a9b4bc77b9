import { resolve } from 'node:path'
import { gildVersion, processRuntime } from '../adapters/process/process-runtime.ts'
import type { PlanCommand } from '../core/plan/plan.ts'
import type { EventSink } from '../ports/run-event.ts'
import type { Runtime } from '../ports/runtime.ts'
import { type RunSummary, runPlan } from './run-plan.ts'

/** What `gild build` and its kin take on the command line, for programs. */
export interface ApiOptions {
  /** Where to look for project.yml: this folder, then above. The current folder when absent. */
  readonly projectDir?: string
  /** The project's default when absent. */
  readonly target?: string
  readonly vars?: Readonly<Record<string, unknown>>
  /** Selectors as on the command line. Everything when absent. */
  readonly select?: readonly string[]
  readonly exclude?: readonly string[]
  readonly fullRefresh?: boolean
  readonly threads?: number
  readonly failFast?: boolean
  /** Data tests keep their bad rows in the lake. */
  readonly storeFailures?: boolean
  /** Hears what happens, while it does. */
  readonly onEvent?: EventSink
  /** Aborting it ends the run cleanly. */
  readonly signal?: AbortSignal
  /** The process's own clock, ids and environment when absent. */
  readonly runtime?: Runtime
}

/**
 * Builds seeds and models and runs their data tests, in DAG order. Rejects with a `GildError`, or an `AggregateError` of
 * them, when the project cannot be parsed; a node that fails is an outcome of the summary.
 *
 * @example
 * const { outcomes, exitCode } = await build({ projectDir: 'warehouse', select: ['tag:gold'] })
 * for (const { name, status, rows } of outcomes) console.log(name, status, rows)
 * process.exitCode = exitCode
 */
export function build(options: ApiOptions = {}): Promise<RunSummary> {
  return call('build', options)
}

/**
 * Builds models without running their data tests.
 *
 * @example
 * await run({ select: ['silver_orders+'], fullRefresh: true })
 */
export function run(options: ApiOptions = {}): Promise<RunSummary> {
  return call('run', options)
}

/**
 * Runs the data tests of what is published now.
 *
 * @example
 * const { exitCode } = await test({ select: ['tag:fastcart'] })
 */
export function test(options: ApiOptions = {}): Promise<RunSummary> {
  return call('test', options)
}

/**
 * Loads the CSV files of the project into their tables.
 *
 * @example
 * await seed({ projectDir: 'warehouse' })
 */
export function seed(options: ApiOptions = {}): Promise<RunSummary> {
  return call('seed', options)
}

function call(command: PlanCommand, options: ApiOptions): Promise<RunSummary> {
  const {
    runtime = processRuntime(),
    onEvent = () => undefined,
    signal = new AbortController().signal,
  } = options
  const { projectDir = '.', select = [], exclude = [], fullRefresh = false, failFast = false } = options
  const { target, vars, threads, storeFailures } = options
  return runPlan(
    command,
    {
      projectDir: resolve(projectDir),
      target,
      vars,
      threads,
      select,
      exclude,
      fullRefresh,
      failFast,
      storeFailures,
    },
    { runtime, events: onEvent, signal, version: gildVersion() },
  )
}
