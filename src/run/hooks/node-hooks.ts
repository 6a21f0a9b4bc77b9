import type { Hook, ModelNode, SeedNode } from '../../core/parse/manifest.ts'
import type { Pin } from '../../ports/pin.ts'
import type { Worker } from '../../ports/warehouse.ts'
import type { RunContext } from '../run-context.ts'
import { runHook } from './run-hook.ts'

/** The hooks of one node on the session on which it is built. */
export interface NodeHookRun {
  /** Runs the pre-hooks; a second call, after a lost race, does nothing. Throws what keeps the node from being built. */
  before(incremental: boolean): Promise<void>
  /** Runs the post-hooks on what was published (undefined: a view). Throws `hook-failed`. */
  after(incremental: boolean, published: Pin | undefined): Promise<void>
  /** Whether the post-hooks have not all run on this version: they failed, or the process was killed. */
  isPending(published: Pin): boolean
  /** How many have run. */
  readonly count: number
}

/** Whether the node needs a session of its own. */
export function hasHooks(node: object): node is ModelNode | SeedNode {
  return 'hooks' in node && node.hooks !== undefined
}

export function nodeHooks(context: RunContext, node: ModelNode | SeedNode, worker: Worker): NodeHookRun {
  const { id, hooks } = node
  let started = false
  let count = 0
  async function run(
    list: readonly Hook[],
    kind: string,
    of: { incremental: boolean; published?: Pin | undefined },
  ) {
    for (const hook of list) {
      await runHook(context, { node, hook, kind, worker, ...of })
      count++
    }
  }
  return {
    get count() {
      return count
    },
    async before(incremental) {
      if (started) return
      started = true
      await run(hooks?.pre ?? [], 'pre-hook', { incremental })
    },
    async after(incremental, published) {
      await run(hooks?.post ?? [], 'post-hook', { incremental, published })
      if (published !== undefined && hooks !== undefined) context.hookRecord.add(id, evidenceOf(published))
    },
    isPending: published =>
      (hooks?.post ?? []).length > 0 && !context.hookRecord.has(id, evidenceOf(published)),
  }
}

function evidenceOf({ tableId, version }: Pin): string {
  return `${tableId}@${version}`
}
