import { join } from 'node:path'
import { writeFiles } from '../adapters/files/write-files.ts'
import { manifestJson } from '../core/artifacts/manifest-json.ts'
import { runResultsJson } from '../core/artifacts/run-results.ts'
import { runValues } from '../core/compile/query/run-values.ts'
import { type GraphNode, graphNode } from '../core/graph/dag.ts'
import { select } from '../core/graph/select.ts'
import type { NodeId, OperationNode } from '../core/parse/manifest.ts'
import type { Plan, PlanCommand } from '../core/plan/plan.ts'
import { planSteps } from '../core/plan/plan-steps.ts'
import type { EventSink, NodeOutcome } from '../ports/run-event.ts'
import type { Runtime } from '../ports/runtime.ts'
import { executePlan, skipPlan } from '../run/execute-plan.ts'
import { runOperations } from '../run/hooks/run-operations.ts'
import { pinInputs } from '../run/inputs/pin-inputs.ts'
import type { RunContext } from '../run/run-context.ts'
import { untested } from '../run/untested.ts'
import { effectiveThreads } from './effective-threads.ts'
import { engineContext } from './engine-context.ts'
import { estimateFrom, readLastRun } from './last-run.ts'
import { type Engine, openEngine } from './open-engine.ts'
import { type OpenProject, openProject, type ProjectOptions } from './open-project.ts'
import { warningEvent } from './warning-event.ts'

export interface RunOptions extends ProjectOptions {
  readonly select: readonly string[]
  readonly exclude: readonly string[]
  /** Of what is selected, ids that are to run; all when undefined. */
  readonly only?: ReadonlySet<string> | undefined
  readonly fullRefresh: boolean
  /** Of the target when undefined. */
  readonly threads?: number | undefined
  readonly failFast: boolean
  /** Data tests keep their bad rows in the lake. */
  readonly storeFailures?: boolean | undefined
}

export interface CommandDeps {
  readonly runtime: Runtime
  readonly events: EventSink
  readonly signal: AbortSignal
  /** Of gild. */
  readonly version: string
  /** Tell the reporter what the last run took. */
  readonly estimate?: boolean | undefined
}

export interface RunSummary {
  readonly outcomes: readonly NodeOutcome[]
  readonly cancelled: boolean
  readonly elapsedMs: number
  /** 0 fine, 1 a node or a data test failed, 130 cancelled. */
  readonly exitCode: 0 | 1 | 130
}

/** Plans a command over the selected nodes, executes the plan and writes the artifacts. */
export async function runPlan(
  command: PlanCommand,
  options: RunOptions,
  deps: CommandDeps,
): Promise<RunSummary> {
  const { runtime, events, signal } = deps
  const begin = runtime.clock.now()
  const opened = await openProject(options, runtime)
  const selection = select(opened.graph, options)
  const { only } = options
  const ids = only === undefined ? selection.ids : selection.ids.filter(id => only.has(id))
  const plan = planSteps(opened.graph, ids, command)
  const operations = operationsOf(opened, plan, only)
  const threads = effectiveThreads(options.threads ?? opened.project.target.threads, runtime)
  const runId = runtime.ids.uuid()
  const { name: target, engine } = opened.project.target
  const project = opened.project.name
  const last = deps.estimate === true ? await readLastRun(opened) : undefined
  const header = {
    command,
    version: deps.version,
    project,
    target,
    engine,
    threads,
    total: plan.steps.length + operations.length,
    longestName: longestName(opened, plan, operations),
    lastRun:
      last === undefined
        ? undefined
        : estimateFrom(
            last,
            plan.steps.map(({ id }) => id),
          ),
  }
  events({ kind: 'run-started', runId, ...header })
  for (const warning of [...opened.warnings, ...selection.warnings]) events(warningEvent(warning))
  const run: Run = { command, options, deps, opened, plan, operations, threads, runId, begin }
  await using open = await openEngine(opened, {
    runtime,
    threads,
    version: deps.version,
    runTime: runTime(run),
  })
  const outcomes = await execute(run, open)
  const elapsedMs = runtime.clock.now() - begin
  await writeArtifacts(run, outcomes, elapsedMs)
  events({ kind: 'run-finished', runId, elapsedMs, cancelled: signal.aborted })
  return { outcomes, cancelled: signal.aborted, elapsedMs, exitCode: exitCode(outcomes, signal.aborted) }
}

interface Run {
  readonly command: PlanCommand
  readonly options: RunOptions
  readonly deps: CommandDeps
  readonly opened: OpenProject
  readonly plan: Plan
  readonly operations: readonly OperationNode[]
  readonly threads: number
  readonly runId: string
  /** Milliseconds since the epoch. */
  readonly begin: number
}

async function execute(run: Run, engine: Engine): Promise<readonly NodeOutcome[]> {
  const { command, deps, options, opened, plan, runId } = run
  const { runtime, events } = deps
  const { fullRefresh, storeFailures } = options
  const startedAt = runTime(run)
  const identity = { command, opened, engine, runtime, events, runId, startedAt }
  const context = engineContext({ ...identity, fullRefresh, storeFailures })
  await pinInputs(context, plan)
  const outcomes = await executeWithOperations(run, context)
  await context.testRecord.save()
  await context.hookRecord.save()
  if (command === 'run') {
    const message = untested(opened.graph, outcomes)
    if (message !== undefined) events({ kind: 'warning', id: undefined, message })
  }
  return outcomes
}

// What runs before everything decides whether anything else does; what runs after everything always does, unless the
// user has stopped the run.
async function executeWithOperations(run: Run, context: RunContext): Promise<readonly NodeOutcome[]> {
  const { deps, options, plan, operations, threads } = run
  const { events, signal } = deps
  const before = operations.filter(({ when }) => when === 'on-run-start')
  const started = await runOperations(context, { operations: before, position: 1, signal, events })
  const failed = started.find(({ status }) => status === 'error')
  const position = before.length + 1
  const nodes =
    failed === undefined
      ? await executePlan(context, plan, { threads, failFast: options.failFast, signal, events, position })
      : skipPlan(context, plan, { events, position, because: `"${failed.name}" failed` })
  const ended = await runOperations(context, {
    operations: operations.filter(({ when }) => when === 'on-run-end'),
    position: position + plan.steps.length,
    values: runValues(context.manifest, nodes),
    signal,
    events,
  })
  return [...started, ...nodes, ...ended]
}

// As in dbt, where no node is selected nothing runs before and after it.
function operationsOf(
  { manifest }: OpenProject,
  { steps }: Plan,
  only: ReadonlySet<string> | undefined,
): readonly OperationNode[] {
  const all = [...manifest.operations.values()]
  return steps.length > 0 || all.some(({ id }) => only?.has(id) === true) ? all : []
}

// GILD_NOW freezes what `now()` answers in SQL and templates, so that a run can be repeated to the letter.
function runTime({ deps, begin }: Pick<Run, 'deps' | 'begin'>): number {
  const frozen = Date.parse(deps.runtime.env('GILD_NOW') ?? '')
  return Number.isNaN(frozen) ? begin : frozen
}

function writeArtifacts(run: Run, outcomes: readonly NodeOutcome[], elapsedMs: number): Promise<void> {
  const { opened, deps, begin, runId, options, command } = run
  const { project, graph, folder } = opened
  const times = { generatedAt: deps.runtime.clock.now(), startedAt: begin }
  const metadata = { gildVersion: deps.version, invocationId: runId, ...times }
  const compiledSql = new Map<NodeId, string>()
  for (const { id, compiledSql: sql } of outcomes) if (sql !== undefined) compiledSql.set(id as NodeId, sql)
  const { select: selected, exclude, fullRefresh, storeFailures = false, vars = {} } = options
  const args = {
    which: command,
    select: selected,
    exclude,
    full_refresh: fullRefresh,
    store_failures: storeFailures,
    vars,
    threads: run.threads,
  }
  const files = new Map([
    ['manifest.json', manifestJson({ metadata, graph, project, compiledSql })],
    ['run_results.json', runResultsJson({ metadata, outcomes, elapsedMs, args })],
  ])
  return writeFiles(join(folder, project.targetPath), files)
}

function longestName(
  { manifest }: OpenProject,
  { steps }: Plan,
  operations: readonly OperationNode[],
): number {
  const nodes = [...steps.map(({ id }) => graphNode(manifest, id)), ...operations]
  return nodes.reduce((longest, node) => Math.max(longest, widthOf(node)), 0)
}

// Names of data tests are made of all that they are about: they do not decide how wide the lines of all nodes are.
const widestTestName = 48

function widthOf({ kind, name }: GraphNode | OperationNode): number {
  return kind === 'test' || kind === 'unit_test' ? Math.min(name.length, widestTestName) : name.length
}

function exitCode(outcomes: readonly NodeOutcome[], cancelled: boolean): RunSummary['exitCode'] {
  if (cancelled) return 130
  return outcomes.some(({ status }) => status === 'error' || status === 'fail') ? 1 : 0
}
