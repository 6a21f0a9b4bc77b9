import type { ModelNode } from '../../core/parse/manifest.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { nodeHooks } from '../hooks/node-hooks.ts'
import { runStatements } from '../hooks/run-statements.ts'
import { changedPartitionsOf } from '../inputs/changed-partitions.ts'
import { inputStates } from '../inputs/input-state.ts'
import { nodeInputs } from '../inputs/node-inputs.ts'
import { nodeRelations } from '../inputs/relations.ts'
import { valuesOfNode } from '../inputs/values-of.ts'
import type { NodeResult } from '../node-result.ts'
import type { RunContext } from '../run-context.ts'
import { withTemplatePlace } from '../template-place.ts'

/** Compiles a view and binds it to what it reads. Nothing is stored: whoever reads it compiles it again. */
export async function checkView(context: RunContext, view: ModelNode, worker: Worker): Promise<NodeResult> {
  const { id, name } = view
  const started = context.clock.now()
  const inputs = nodeInputs(context.manifest, view)
  const states = await inputStates(context, { id, name, inputs, base: undefined, everything: true })
  const changedPartitions = changedPartitionsOf({ name, worker, states, isIncremental: false })
  const scope = { name, states, base: undefined, isIncremental: false, changedPartitions }
  const given = {
    valuesOf: valuesOfNode(context, { ...scope, worker }),
    query: runStatements(context, { id, name, worker }),
  }
  const compiled = await context.compile({ node: view, incremental: false, changedPartitions, ...given })
  const compileMs = context.clock.now() - started
  const hooks = nodeHooks(context, view, worker)
  await hooks.before(false)
  await using relations = await nodeRelations(context, { ...scope, compiled, discover: false, ...given })
  const { reads } = await withTemplatePlace(compiled, async () => {
    return worker.bind({ node: name, sql: compiled.sql, relations: relations.specs })
  })
  await hooks.after(false, undefined)
  const ran = hooks.count === 0 ? {} : { hooks: hooks.count }
  return { status: 'success', compileMs, reads, compiledSql: compiled.sql, ...ran }
}
