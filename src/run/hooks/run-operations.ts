import type { OperationNode } from '../../core/parse/manifest.ts'
import type { Value } from '../../core/template/index.ts'
import { isGildError } from '../../errors/gild-error.ts'
import type { EventSink, NodeOutcome } from '../../ports/run-event.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { describeNode } from '../describe-node.ts'
import type { RunContext } from '../run-context.ts'
import { runHook } from './run-hook.ts'

export interface OperationsRun {
  readonly operations: readonly OperationNode[]
  /** Of the first one. */
  readonly position: number
  readonly signal: AbortSignal
  readonly events: EventSink
  /** What only these see. */
  readonly values?: Readonly<Record<string, Value>>
}

/** Runs the statements of `on-run-start` or `on-run-end` one after the other; behind one that failed none runs. */
export async function runOperations(
  context: RunContext,
  run: OperationsRun,
): Promise<readonly NodeOutcome[]> {
  const { operations, signal, events } = run
  if (operations.length === 0) return []
  const outcomes: NodeOutcome[] = []
  const cancel = () => void context.warehouse.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  function end(outcome: NodeOutcome): void {
    outcomes.push(outcome)
    events({ kind: 'node-finished', ...outcome })
  }
  try {
    if (!signal.aborted) await context.warehouse.withWorker(worker => runAll(worker), { fresh: true })
  } catch (error) {
    if (!isGildError(error, 'run-cancelled')) throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
  for (const [i, operation] of operations.entries())
    if (i >= outcomes.length)
      end(skipped(context, { operation, position: run.position + i, message: 'the run was stopped' }))
  return outcomes

  async function runAll(worker: Worker): Promise<void> {
    let failed: OperationNode | undefined
    for (const [i, operation] of operations.entries()) {
      const position = run.position + i
      if (failed !== undefined) {
        end(skipped(context, { operation, position, message: `"${failed.name}" failed` }))
        continue
      }
      events({ kind: 'node-started', id: operation.id, position })
      const outcome = await runOne(context, { ...run, operation, position, worker })
      end(outcome)
      if (outcome.status === 'error') failed = operation
    }
  }
}

interface One extends Pick<OperationsRun, 'values'> {
  readonly operation: OperationNode
  readonly position: number
  readonly worker: Worker
}

async function runOne(
  context: RunContext,
  { operation, position, worker, values }: One,
): Promise<NodeOutcome> {
  const { hook, when: kind } = operation
  const startedAt = context.clock.now()
  const common = {
    ...describeNode(operation),
    position,
    startedAt,
    compileMs: 0,
    thread: `Thread-${position}`,
  }
  const executeMs = () => context.clock.now() - startedAt
  try {
    const compiledSql = await runHook(context, {
      node: operation,
      hook,
      kind,
      worker,
      incremental: false,
      values,
    })
    return { ...common, status: 'success', executeMs: executeMs(), compiledSql }
  } catch (error) {
    if (isGildError(error, 'run-cancelled') || !isGildError(error)) throw error
    return { ...common, status: 'error', executeMs: executeMs(), message: error.message, error }
  }
}

interface Skipped {
  readonly operation: OperationNode
  readonly position: number
  readonly message: string
}

function skipped({ clock }: RunContext, { operation, position, message }: Skipped): NodeOutcome {
  const common = { ...describeNode(operation), position, message, thread: '' }
  return { ...common, status: 'skipped', startedAt: clock.now(), compileMs: 0, executeMs: 0 }
}
