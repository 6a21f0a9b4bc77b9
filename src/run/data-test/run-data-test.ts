import { testQuery } from '../../core/compile/test-query.ts'
import type { TestNode } from '../../core/parse/manifest.ts'
import { bug } from '../../errors/bug.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'
import type { SqlValue } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { runStatements } from '../hooks/run-statements.ts'
import { changedPartitionsOf } from '../inputs/changed-partitions.ts'
import { type InputState, inputStates } from '../inputs/input-state.ts'
import { nodeInputs } from '../inputs/node-inputs.ts'
import { nodeRelations } from '../inputs/relations.ts'
import { valuesOfNode } from '../inputs/values-of.ts'
import type { NodeResult } from '../node-result.ts'
import type { RunContext } from '../run-context.ts'
import { withTemplatePlace } from '../template-place.ts'
import { evidenceOf, statesSince } from './evidence.ts'
import { clearFailures, failuresPath, storeFailures, storesFailures } from './store-failures.ts'

/**
 * Runs a data test on what is published now, unless it is on record as passed on exactly these versions. Its `stream()`,
 * `changes()` and `changed_partitions()` mean what is new since the versions on which this code of it passed, and
 * everything when it has not passed before.
 */
export async function runDataTest(context: RunContext, test: TestNode, worker: Worker): Promise<NodeResult> {
  const inputs = nodeInputs(context.manifest, test)
  const { id, name } = test
  const states = await inputStates(context, { id, name, inputs, base: undefined, everything: true })
  const evidence = evidenceOf(context.codeOf(id), states)
  if (evidence !== undefined && context.testRecord.has(id, evidence)) {
    if (storesFailures(context, test)) await clearFailures({ context, test, worker })
    return { status: 'no-op', compileMs: 0, message: 'passed before on the same versions' }
  }
  const result = await evaluateSince(context, { test, worker, states })
  if (result.status === 'pass' && evidence !== undefined) context.testRecord.add(id, evidence)
  else context.testRecord.remove(id)
  return result
}

interface Evaluation {
  readonly test: TestNode
  readonly worker: Worker
  readonly states: readonly InputState[]
  /** Whether the states know how far the test has read. */
  readonly isIncremental?: boolean
}

// Where what is new since then cannot be told any more, because rows were rewritten or history is gone, all is tested.
async function evaluateSince(context: RunContext, evaluation: Evaluation): Promise<NodeResult> {
  const states = statesSincePass(context, evaluation)
  if (states === undefined) return evaluate(context, evaluation)
  try {
    return await evaluate(context, { ...evaluation, states, isIncremental: true })
  } catch (error) {
    if (!untold.some(code => isGildError(error, code))) throw error
    return evaluate(context, evaluation)
  }
}

const untold = ['stream-not-append-only', 'delta-log-incomplete', 'table-file-missing'] as const

function statesSincePass(
  { testRecord, codeOf, fullRefresh }: RunContext,
  { test, states }: Evaluation,
): readonly InputState[] | undefined {
  const passed = fullRefresh ? undefined : testRecord.passedOn(test.id)
  return passed === undefined ? undefined : statesSince(passed, codeOf(test.id), states)
}

async function evaluate(
  context: RunContext,
  { test, worker, states, isIncremental = false }: Evaluation,
): Promise<NodeResult> {
  const { name } = test
  const started = context.clock.now()
  const changedPartitions = changedPartitionsOf({ name, worker, states, isIncremental })
  const scope = { name, states, base: undefined, isIncremental, changedPartitions }
  const valuesOf = valuesOfNode(context, { ...scope, worker })
  const query = runStatements(context, { id: test.id, name, worker })
  const given = { valuesOf, query }
  const rows = await context.compile({ node: test, incremental: false, changedPartitions, ...given })
  const compiled = testQuery(rows, test.config)
  const compileMs = context.clock.now() - started
  await using relations = await nodeRelations(context, { ...scope, compiled, discover: true, ...given })
  const stores = storesFailures(context, test)
  return await withTemplatePlace(compiled, async () => {
    const bound = await worker.bind({ node: name, sql: compiled.sql, relations: relations.specs })
    const [row] = (await worker.query(bound)).rows
    const common = { compileMs, reads: bound.reads, compiledSql: rows.sql }
    const stored = stores ? failuresPath(test) : undefined
    const decided = verdict(test, row ?? bug(`the data test "${name}" gave no row`), stored)
    if (decided.status === 'pass') {
      if (stores) await clearFailures({ context, test, worker })
      return { ...common, ...decided }
    }
    const all = { sql: rows.sql, relations: relations.specs }
    const badRows = await worker.query(await worker.bind({ node: name, ...all }), { limit: shownRows })
    if (stores) await storeFailures({ context, test, worker }, all)
    return { ...common, ...decided, badRows }
  })
}

const shownRows = 5

// `testQuery` gives: failures, should_warn, should_error.
function verdict(
  { name, config }: TestNode,
  [failures = null, shouldWarn = null, shouldError = null]: readonly SqlValue[],
  stored: string | undefined,
): Pick<NodeResult, 'status' | 'failures' | 'message' | 'error'> {
  const count = BigInt(String(failures ?? 0))
  if (config.severity === 'error' && shouldError === true) {
    const error = new GildError('data-test-failed', {
      test: name,
      failures: count,
      condition: config.errorIf,
      stored,
    })
    return { status: 'fail', failures: count, message: error.message, error }
  }
  if (shouldWarn === true) {
    const kept = stored === undefined ? '' : `, kept in "${stored}"`
    return { status: 'warn', failures: count, message: `${count} rows ${config.warnIf}${kept}` }
  }
  return { status: 'pass', failures: count }
}
