import type { Compiled } from '../../core/compile/compiled.ts'
import type { RunStatements } from '../../core/compile/options.ts'
import type { NodeId } from '../../core/parse/manifest.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Pin } from '../../ports/pin.ts'
import type { QueryResult } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { inputStates } from '../inputs/input-state.ts'
import { type NodeInput, nodeInputs } from '../inputs/node-inputs.ts'
import { nodeRelations } from '../inputs/relations.ts'
import type { RunContext } from '../run-context.ts'

export interface StatementOwner {
  readonly id: NodeId
  readonly name: string
  readonly worker: Worker
  /** The node's own table as its SQL sees it; undefined when it has none. */
  readonly base?: Pin | undefined
  /** Whether `stream()` and `changes()` mean only what the table has not read yet. */
  readonly isIncremental?: boolean
}

/** Runs statements that a template writes, on the tables as this run reads them. */
export function runStatements(context: RunContext, owner: StatementOwner): RunStatements {
  return compiled => execute(context, owner, compiled)
}

async function execute(context: RunContext, owner: StatementOwner, compiled: Compiled): Promise<QueryResult> {
  const { id, name, worker, base, isIncremental = false } = owner
  if (compiled.sql.trim() === '') return { columns: [], rows: [] }
  const inputs = inputsOf(context, compiled)
  await refuseUnbuilt(context, owner, inputs)
  const states = await inputStates(context, { id, name, inputs, base, everything: !isIncremental })
  await using relations = await nodeRelations(context, {
    name,
    compiled,
    states,
    base,
    isIncremental,
    discover: true,
    changedPartitions: async () => [],
  })
  return await worker.execute({ node: name, sql: compiled.sql, relations: relations.specs })
}

// What a statement reads shows when it is written.
function inputsOf({ manifest }: RunContext, { references }: Compiled): readonly NodeInput[] {
  const others = references.filter(({ mode }) => mode !== 'this').map(({ to }) => to)
  return nodeInputs(manifest, { kind: 'statements', dependsOn: { nodes: [...new Set(others)] } })
}

async function refuseUnbuilt(
  { pins }: RunContext,
  { id }: StatementOwner,
  inputs: readonly NodeInput[],
): Promise<void> {
  for (const input of inputs) {
    if (input.kind !== 'table' || input.what === 'source' || input.id === id) continue
    if ((await pins.get(input.path)) !== undefined) continue
    throw new GildError('table-not-built', { name: input.name, path: input.path })
  }
}
