import type { Hook, ModelNode, OperationNode, SeedNode } from '../../core/parse/manifest.ts'
import type { Value } from '../../core/template/index.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'
import type { Pin } from '../../ports/pin.ts'
import type { Worker } from '../../ports/warehouse.ts'
import type { RunContext } from '../run-context.ts'
import { withTemplatePlace } from '../template-place.ts'
import { runStatements } from './run-statements.ts'

export interface HookRun {
  readonly node: ModelNode | SeedNode | OperationNode
  readonly hook: Hook
  /** `pre-hook`, `post-hook`, `on-run-start`, `on-run-end`. */
  readonly kind: string
  readonly worker: Worker
  readonly incremental: boolean
  /** Of a post-hook. */
  readonly published?: Pin | undefined
  readonly values?: Readonly<Record<string, Value>> | undefined
}

/** Renders a hook and runs what it writes. Returns its SQL. Throws `hook-failed`, and `run-cancelled` as it is. */
export async function runHook(context: RunContext, run: HookRun): Promise<string> {
  const { node, hook, worker, incremental, values, kind } = run
  const { id, name } = node
  const query = runStatements(context, { id, name, worker })
  try {
    const compiled = await context.compileHook({ node, hook, incremental, query, values })
    if (kind === 'pre-hook')
      await requireOwnTable(
        context,
        run,
        compiled.references.some(({ to }) => to === id),
      )
    await withTemplatePlace(compiled, () => query(compiled))
    return compiled.sql
  } catch (error) {
    throw failure(error, run)
  }
}

async function requireOwnTable(context: RunContext, { node, kind }: HookRun, reads: boolean): Promise<void> {
  if (!reads || node.kind === 'operation') return
  if (node.kind === 'model' && node.config.materialized === 'view') return
  if ((await context.pins.get(node.path)) === undefined)
    throw new GildError('hook-table-missing', { node: node.name, kind })
}

function failure(error: unknown, { node, hook, kind, published }: HookRun): unknown {
  if (!isGildError(error) || isGildError(error, 'run-cancelled')) return error
  // Before anything is written the node may be tried again; what is published is not published twice.
  if (isGildError(error, 'out-of-memory') && kind === 'pre-hook') return error
  const params = {
    node: node.name,
    kind,
    problem: isGildError(error, 'sql-error') ? error.params.problem : error.message,
    published: published?.version,
    hint: error.hint,
  }
  return new GildError('hook-failed', params, {
    at: error.at?.line === undefined ? hook.at : error.at,
    cause: error,
  })
}
