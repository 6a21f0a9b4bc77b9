import type { Compiled } from '../../core/compile/compiled.ts'
import type { ModelNode } from '../../core/parse/manifest.ts'
import { isGildError } from '../../errors/gild-error.ts'
import type { Pin } from '../../ports/pin.ts'
import type { RelationRead } from '../../ports/relation.ts'
import type { BoundQuery, Candidate, PublishResult, Worker } from '../../ports/warehouse.ts'
import { type NodeHookRun, nodeHooks } from '../hooks/node-hooks.ts'
import { runStatements } from '../hooks/run-statements.ts'
import { changedPartitionsOf } from '../inputs/changed-partitions.ts'
import { cursorMoves, type InputState, inputStates } from '../inputs/input-state.ts'
import { nodeInputs } from '../inputs/node-inputs.ts'
import { nodeRelations } from '../inputs/relations.ts'
import { valuesOfNode } from '../inputs/values-of.ts'
import type { NodeResult } from '../node-result.ts'
import type { RunContext } from '../run-context.ts'
import { withTemplatePlace } from '../template-place.ts'
import { type AttemptEnd, untilPublished } from './attempts.ts'
import { CODE_PROPERTY, nothingNewIn, whyBuild } from './why-build.ts'
import { schemaChange, wantsRebuild, writeMode } from './write-mode.ts'

/** What one attempt at a model works on. */
interface Attempt {
  readonly context: RunContext
  readonly model: ModelNode
  readonly worker: Worker
  readonly hooks: NodeHookRun
  readonly base: Pin | undefined
  readonly states: readonly InputState[]
  readonly isIncremental: boolean
  readonly rebuild: boolean
  /** What is read before the model's own SQL. */
  readonly readBefore: RelationRead[]
}

/**
 * Builds a table model: decides whether there is anything to do, compiles, stages, publishes. A lost race derives
 * everything anew from the winner's version. Throws `publish-conflict` when it loses every time.
 */
export async function buildModel(context: RunContext, model: ModelNode, worker: Worker): Promise<NodeResult> {
  const hooks = nodeHooks(context, model, worker)
  return untilPublished(model.name, () => tryBuild(context, model, { worker, hooks }))
}

async function tryBuild(
  context: RunContext,
  model: ModelNode,
  { worker, hooks }: Pick<Attempt, 'worker' | 'hooks'>,
): Promise<AttemptEnd> {
  const inputs = nodeInputs(context.manifest, model)
  const base = await context.pins.refresh(model.path)
  const rebuild = wantsRebuild(
    model,
    context.fullRefresh,
    inputs.some(({ kind }) => kind === 'stream'),
  )
  const isIncremental = model.config.materialized === 'incremental' && base !== undefined && !rebuild
  const { id, name } = model
  const states = await inputStates(context, { id, name, inputs, base, everything: !isIncremental })
  const why = whyBuild({ base, states, code: context.codeOf(id), rebuild })
  if (why === undefined && base !== undefined) {
    const result = { compileMs: 0, version: base.version, message: nothingNewIn(states) }
    if (!hooks.isPending(base)) return { kind: 'ended', result: { status: 'no-op', ...result } }
    await hooks.after(isIncremental, base)
    return { kind: 'ended', result: { ...result, status: 'success', message: lateHooks, hooks: hooks.count } }
  }
  const ready = { context, model, worker, hooks, base, states, isIncremental, rebuild, readBefore: [] }
  return buildOnce(ready)
}

async function buildOnce(attempt: Attempt): Promise<AttemptEnd> {
  const { context, model, worker, hooks, isIncremental } = attempt
  const started = context.clock.now()
  const compiled = await compile(attempt)
  const compileMs = context.clock.now() - started
  await hooks.before(isIncremental)
  const { candidate, query } = await stage(attempt, compiled)
  const published = await publish(attempt, candidate)
  if (published.kind === 'conflict') return { kind: 'conflict', reason: published.reason }
  context.pins.set(published.pin)
  await hooks.after(isIncremental, published.pin)
  const result: NodeResult = {
    status: 'success',
    compileMs,
    rows: candidate.rows,
    version: published.pin.version,
    reads: [...attempt.readBefore, ...query.reads],
    compiledSql: compiled.sql,
    filesAdded: candidate.filesAdded,
    bytesAdded: candidate.bytesAdded,
    ...(hooks.count === 0 ? {} : { hooks: hooks.count }),
    ...staleRowsNote(attempt, model),
  }
  return { kind: 'ended', result }
  async function publish(of: Attempt, staged: Candidate): Promise<PublishResult> {
    const info = { node: of.model.id, run: of.context.runId, command: of.context.command }
    return worker.publish(staged, { cursors: cursorMoves(of.states), info })
  }
}

/** Why a table was not written, and its post-hooks ran all the same. */
export const lateHooks =
  'its table was up to date; its post-hooks, which had not run on this version, ran now'

function compile(attempt: Attempt): Promise<Compiled> {
  const { context, model, isIncremental } = attempt
  return context.compile({ node: model, incremental: isIncremental, ...evaluators(attempt) })
}

function evaluators({ context, model, worker, base, states, isIncremental, readBefore }: Attempt) {
  const { id, name } = model
  const changedPartitions = changedPartitionsOf({ name, worker, states, isIncremental })
  const onRead = (reads: readonly RelationRead[]) => void readBefore.push(...reads)
  const options = { name, worker, states, base, isIncremental, changedPartitions, onRead }
  const query = runStatements(context, { id, name, worker, base, isIncremental })
  return { changedPartitions, valuesOf: valuesOfNode(context, options), query }
}

// A batch of a stream is read with its declared fields first: looking for others costs a pass over it. Those that are
// found do not get the name of a column that the model has anyway, which it may compute itself.
async function stage(
  attempt: Attempt,
  compiled: Compiled,
): Promise<{ readonly candidate: Candidate; readonly query: BoundQuery }> {
  let reserved: readonly string[] = []
  const onBound = ({ columns }: BoundQuery) => {
    reserved = columns.map(({ name }) => name)
  }
  try {
    return await stageWith(attempt, compiled, { discover: false, reserved, onBound })
  } catch (error) {
    if (!isGildError(error, 'undeclared-fields')) throw error
    return stageWith(attempt, compiled, { discover: true, reserved })
  }
}

interface Discovery {
  readonly discover: boolean
  readonly reserved: readonly string[]
  onBound?(query: BoundQuery): void
}

async function stageWith(attempt: Attempt, compiled: Compiled, { onBound, ...discovery }: Discovery) {
  const { context, model, worker, base, states, isIncremental } = attempt
  const { name } = model
  const options = { name, compiled, states, base, isIncremental, ...discovery, ...evaluators(attempt) }
  await using relations = await nodeRelations(context, options)
  return await withTemplatePlace(compiled, async () => {
    const query = await worker.bind({ node: name, sql: compiled.sql, relations: relations.specs })
    onBound?.(query)
    const candidate = await worker.stage({
      query,
      path: model.path,
      base,
      write: writeMode(model, isIncremental, compiled.changedPartitions),
      partitionBy: model.config.partitionBy,
      onSchemaChange: schemaChange(model, states),
      properties: { ...model.config.tblproperties, [CODE_PROPERTY]: context.codeOf(model.id) },
    })
    return { candidate, query }
  })
}

// Rows that an incremental model wrote with its old code stay as they are, as in dbt; say so.
function staleRowsNote(
  { context, base, isIncremental, model }: Attempt,
  { name }: ModelNode,
): { message?: string } {
  if (!isIncremental || base?.properties[CODE_PROPERTY] === context.codeOf(model.id)) return {}
  return {
    message: `its code changed; rows from before keep the old logic until: gild build --full-refresh --select ${name}`,
  }
}
