import type { SeedNode } from '../../core/parse/manifest.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'
import type { RelationName, RelationSpec } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { type NodeHookRun, nodeHooks } from '../hooks/node-hooks.ts'
import type { NodeResult } from '../node-result.ts'
import type { RunContext } from '../run-context.ts'
import { quoteIdentifier } from '../sql-literal.ts'
import { type AttemptEnd, untilPublished } from './attempts.ts'
import { lateHooks } from './build-model.ts'
import { CODE_PROPERTY, whyBuild } from './why-build.ts'

/** Loads a CSV into its table, when the file or its config changed. */
export async function buildSeed(context: RunContext, seed: SeedNode, worker: Worker): Promise<NodeResult> {
  try {
    return await load(context, seed, worker)
  } catch (error) {
    if (!isGildError(error, 'csv-invalid')) throw error
    // The engine knows the absolute path; people know the file of their project.
    const at = { ...error.at, file: seed.file }
    throw new GildError('csv-invalid', { ...error.params, file: seed.file }, { at, cause: error })
  }
}

async function load(context: RunContext, seed: SeedNode, worker: Worker): Promise<NodeResult> {
  const hooks = nodeHooks(context, seed, worker)
  return untilPublished(seed.name, () => tryLoad(context, seed, { worker, hooks }))
}

async function tryLoad(
  context: RunContext,
  seed: SeedNode,
  { worker, hooks }: { readonly worker: Worker; readonly hooks: NodeHookRun },
): Promise<AttemptEnd> {
  const base = await context.pins.refresh(seed.path)
  const code = context.codeOf(seed.id)
  const why = whyBuild({ base, states: [], code, rebuild: context.fullRefresh })
  if (why === undefined && base !== undefined) {
    const same = { compileMs: 0, version: base.version, message: 'the file has not changed' }
    if (!hooks.isPending(base)) return { kind: 'ended', result: { status: 'no-op', ...same } }
    await hooks.after(false, base)
    return { kind: 'ended', result: { ...same, status: 'success', message: lateHooks, hooks: hooks.count } }
  }
  await hooks.before(false)
  const query = await worker.bind({ node: seed.name, ...selectAll(seedRelation(context, seed)) })
  const candidate = await worker.stage({
    query,
    path: seed.path,
    base,
    write: { kind: 'overwrite' },
    partitionBy: [],
    onSchemaChange: 'sync_all_columns',
    properties: { [CODE_PROPERTY]: code },
  })
  const info = { node: seed.id, run: context.runId, command: context.command }
  const published = await worker.publish(candidate, { cursors: [], info })
  if (published.kind === 'conflict') return { kind: 'conflict', reason: published.reason }
  context.pins.set(published.pin)
  await hooks.after(false, published.pin)
  const { rows, filesAdded, bytesAdded } = candidate
  const { version } = published.pin
  const ran = hooks.count === 0 ? {} : { hooks: hooks.count }
  return {
    kind: 'ended',
    result: { status: 'success', compileMs: 0, rows, version, filesAdded, bytesAdded, ...ran },
  }
}

/** The CSV of a seed, with the types that its config gives. */
export function seedRelation(context: RunContext, seed: SeedNode): RelationSpec {
  const { delimiter, columnTypes } = seed.config
  const name: RelationName = { schema: seed.schema, name: seed.alias }
  return { kind: 'csv', name, file: { file: context.seedFile(seed), delimiter, columnTypes } }
}

/** All rows of one relation. */
export function selectAll(relation: RelationSpec): {
  readonly sql: string
  readonly relations: readonly RelationSpec[]
} {
  const { schema, name } = relation.name
  return { sql: `select * from ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`, relations: [relation] }
}
