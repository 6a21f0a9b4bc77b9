import type { OperationNode } from '../core/parse/manifest.ts'
import type { Plan, Step } from '../core/plan/plan.ts'
import { bug } from '../errors/bug.ts'
import { GildError, isGildError } from '../errors/gild-error.ts'
import type { EventSink, NodeOutcome } from '../ports/run-event.ts'
import type { Worker } from '../ports/warehouse.ts'
import { runDataTest } from './data-test/run-data-test.ts'
import { describeNode, type RunNode } from './describe-node.ts'
import { hasHooks } from './hooks/node-hooks.ts'
import { isInlined } from './inputs/node-inputs.ts'
import { buildModel } from './materialize/build-model.ts'
import { buildSeed } from './materialize/build-seed.ts'
import { checkView } from './materialize/check-view.ts'
import type { NodeResult } from './node-result.ts'
import type { RunContext } from './run-context.ts'
import { schedule, type TaskEnd } from './schedule.ts'
import { runUnitTest } from './unit-test/run-unit-test.ts'

export interface ExecuteOptions {
  readonly threads: number
  readonly failFast: boolean
  readonly signal: AbortSignal
  readonly events: EventSink
  /** Of the first step. Default: 1. */
  readonly position?: number
}

/** Executes a plan and returns how each step ended, in the order in which they did. Rejects only for a bug. */
export async function executePlan(
  context: RunContext,
  plan: Plan,
  options: ExecuteOptions,
): Promise<readonly NodeOutcome[]> {
  const outcomes: NodeOutcome[] = []
  const { events, signal, failFast, threads: limit } = options
  let position = (options.position ?? 1) - 1
  function end(outcome: NodeOutcome): void {
    outcomes.push(outcome)
    events({ kind: 'node-finished', ...outcome })
  }
  const cancel = () => void context.warehouse.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    await schedule(plan.steps, {
      limit,
      signal,
      failFast,
      async execute(step): Promise<TaskEnd> {
        events({ kind: 'node-started', id: step.id, position: ++position })
        const outcome = await executeStep(context, step, position)
        end(outcome)
        return endOf(outcome)
      },
      skip(step, failed) {
        // A node that was cancelled did not fail, and its children are told so.
        const because = signal.aborted ? undefined : failed
        end(skipped(context, { step, position: ++position, because }))
      },
    })
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  return outcomes
}

/** The outcomes of a plan of which nothing is executed, for the reason that is given. */
export function skipPlan(
  context: RunContext,
  plan: Plan,
  {
    events,
    position = 1,
    because,
  }: Pick<ExecuteOptions, 'events' | 'position'> & { readonly because: string },
): readonly NodeOutcome[] {
  return plan.steps.map((step, i) => {
    const outcome = {
      ...skipped(context, { step, position: position + i, because: undefined }),
      message: because,
    }
    events({ kind: 'node-finished', ...outcome })
    return outcome
  })
}

async function executeStep(context: RunContext, step: Step, position: number): Promise<NodeOutcome> {
  const node = nodeOf(context, step)
  const startedAt = context.clock.now()
  const common = { ...describeNode(node), position, startedAt, thread: `Thread-${position}` }
  try {
    const result = await onWorker(context, node)
    const executeMs = context.clock.now() - startedAt - result.compileMs
    return { ...common, ...result, executeMs }
  } catch (error) {
    const executeMs = context.clock.now() - startedAt
    if (isGildError(error, 'run-cancelled')) {
      return { ...common, status: 'skipped', compileMs: 0, executeMs, message: 'cancelled' }
    }
    if (!isUserError(error)) throw error
    return { ...common, status: 'error', compileMs: 0, executeMs, message: error.message, error }
  }
}

// A model that runs out of memory is tried once more, alone.
async function onWorker(context: RunContext, node: StepNode): Promise<NodeResult> {
  // What hooks set and create for themselves ends with the node.
  const fresh = hasHooks(node)
  try {
    return await context.warehouse.withWorker(worker => build(context, node, worker), { fresh })
  } catch (error) {
    if (!isGildError(error, 'out-of-memory')) throw error
    return context.warehouse.withWorker(worker => build(context, node, worker), { exclusive: true, fresh })
  }
}

function build(context: RunContext, node: StepNode, worker: Worker): Promise<NodeResult> {
  switch (node.kind) {
    case 'seed':
      return buildSeed(context, node, worker)
    case 'test':
      return runDataTest(context, node, worker)
    case 'unit_test':
      return runUnitTest(context, node, worker)
    case 'model':
      return isInlined(node) ? checkView(context, node, worker) : buildModel(context, node, worker)
  }
}

interface Skip {
  readonly step: Step
  readonly position: number
  readonly because: Step | undefined
}

function skipped(context: RunContext, { step, position, because }: Skip): NodeOutcome {
  const message = because === undefined ? 'the run was stopped' : `"${nodeOf(context, because).name}" failed`
  return {
    ...describeNode(nodeOf(context, step)),
    position,
    status: 'skipped',
    startedAt: context.clock.now(),
    compileMs: 0,
    executeMs: 0,
    thread: '',
    message,
  }
}

type StepNode = Exclude<RunNode, OperationNode>

function nodeOf({ manifest }: RunContext, { id }: Step): StepNode {
  const node = manifest.nodes.get(id) ?? manifest.unitTests.get(id)
  return node ?? bug(`the plan names "${id}", which is not in the manifest`)
}

function endOf({ status }: NodeOutcome): TaskEnd {
  if (status === 'error' || status === 'fail') return 'failed'
  return status === 'skipped' ? 'skipped' : 'done'
}

function isUserError(error: unknown): error is GildError | AggregateError {
  if (error instanceof AggregateError) return error.errors.every(inner => inner instanceof GildError)
  return error instanceof GildError
}
