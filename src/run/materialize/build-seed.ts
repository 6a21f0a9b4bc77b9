import type { SeedNode } from '../../core/parse/manifest.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'
import type { RelationName, RelationSpec } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { nodeHooks } from '../hooks/node-hooks.ts'
import type { NodeResult } from '../node-result.ts'
import type { RunContext } from '../run-context.ts'
import { quoteIdentifier } from '../sql-literal.ts'
import { lateHooks } from './build-model.ts'
import { CODE_PROPERTY, whyBuild } from './why-build.ts'

const ATTEMPTS = 8

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
  let reason = ''
  const hooks = nodeHooks(context, seed, worker)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const base = await context.pins.refresh(seed.path)
    const code = context.codeOf(seed.id)
    const why = whyBuild({ base, states: [], code, rebuild: context.fullRefresh })
    if (why === undefined && base !== undefined) {
      const { version } = base
      if (!hooks.isPending(base))
        return { status: 'no-op', compileMs: 0, version, message: 'the file has not changed' }
      await hooks.after(false, base)
      return { status: 'success', compileMs: 0, version, message: lateHooks, hooks: hooks.count }
    }
    await hooks.before(false)
    const query = await worker.bind({ node: seed.name, ...selectAll(seedRelation(context, seed)) })
    const properties = { [CODE_PROPERTY]: code }
    const candidate = await worker.stage({
      query,
      path: seed.path,
      base,
      write: { kind: 'overwrite' },
      partitionBy: [],
      onSchemaChange: 'sync_all_columns',
      properties,
    })
    const info = { node: seed.id, run: context.runId, command: context.command }
    const published = await worker.publish(candidate, { cursors: [], info })
    if (published.kind !== 'conflict') {
      context.pins.set(published.pin)
      await hooks.after(false, published.pin)
      const { rows, filesAdded, bytesAdded } = candidate
      const { version } = published.pin
      const ran = hooks.count === 0 ? {} : { hooks: hooks.count }
      return { status: 'success', compileMs: 0, rows, version, filesAdded, bytesAdded, ...ran }
    }
    reason = published.reason
  }
  throw new GildError('publish-conflict', { node: seed.name, attempts: ATTEMPTS, reason })
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
