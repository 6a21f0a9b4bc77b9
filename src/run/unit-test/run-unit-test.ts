import type { UnitTestNode } from '../../core/parse/manifest.ts'
import { bug } from '../../errors/bug.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { QueryResult, SqlValue } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import type { NodeResult } from '../node-result.ts'
import type { RunContext } from '../run-context.ts'
import { quoteIdentifier } from '../sql-literal.ts'
import { withTemplatePlace } from '../template-place.ts'
import { compareRows } from './compare-rows.ts'
import { differenceText } from './difference-text.ts'
import { unitTestEvidence } from './evidence.ts'
import {
  checkGiven,
  compileFor,
  givenRelations,
  type UnitTestRun,
  withValueError,
} from './given-relations.ts'
import { rowsSql } from './rows-sql.ts'

/** Runs a unit test, unless it is on record as passed with the same rows and code. */
export async function runUnitTest(
  context: RunContext,
  test: UnitTestNode,
  worker: Worker,
): Promise<NodeResult> {
  const evidence = unitTestEvidence(context, test)
  if (context.testRecord.has(test.id, evidence)) {
    return { status: 'no-op', compileMs: 0, message: 'passed before on the same code' }
  }
  const result = await evaluate(context, test, worker)
  if (result.status === 'pass') context.testRecord.add(test.id, evidence)
  else context.testRecord.remove(test.id)
  return result
}

// Runs the model's SQL on the given rows and compares what it gives, over the columns that the test names.
async function evaluate(context: RunContext, test: UnitTestNode, worker: Worker): Promise<NodeResult> {
  const [modelId] = test.dependsOn.nodes
  const model = modelId === undefined ? undefined : context.manifest.nodes.get(modelId)
  if (model?.kind !== 'model') bug(`the unit test "${test.name}" has no model`)
  const run: UnitTestRun = { context, test, model, worker }
  const started = context.clock.now()
  const compiled = await compileFor(run, model)
  const compileMs = context.clock.now() - started
  const relations = await givenRelations(run, compiled)
  const actual = await withGivenChecked(run, () =>
    withTemplatePlace(compiled, async () =>
      worker.query(await worker.bind({ node: test.name, sql: compiled.sql, relations })),
    ),
  )
  const expected = await expectedRows(run, actual.columns)
  const columns = expected.columns.map(({ name }) => name)
  const difference = compareRows(expected.rows, pick(actual, columns))
  const { missing, unexpected } = difference
  const common = {
    compileMs,
    compiledSql: compiled.sql,
    failures: BigInt(missing.length + unexpected.length),
  }
  if (common.failures === 0n) return { ...common, status: 'pass' }
  const params = {
    test: test.name,
    model: model.name,
    missing: missing.length,
    unexpected: unexpected.length,
    difference: differenceText(columns, difference),
  }
  const error = new GildError('unit-test-failed', params, { at: test.patchedAt })
  return { ...common, status: 'fail', message: error.message, error }
}

// When the query fails, a given value may be the reason: that is said instead.
async function withGivenChecked<T>(run: UnitTestRun, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isGildError(error, 'sql-error')) await checkGiven(run)
    throw error
  }
}

// The expected rows in the types of the columns that the model gives.
async function expectedRows(
  { test, worker }: UnitTestRun,
  actual: readonly ColumnType[],
): Promise<QueryResult> {
  const of = '"expect"'
  return withValueError({ test, of }, async () => {
    const names = await namedColumns(test, worker)
    // Without rows nothing is named: then the model has to give none, whatever its columns.
    const types = names.length === 0 ? actual : names.map(name => typeOf(test, name, actual))
    const rows = rowsSql(test.expect, types)
    const cells = types.map(
      ({ name, type }) => `cast(${quoteIdentifier(name)} as ${type}) as ${quoteIdentifier(name)}`,
    )
    const sql = `select ${cells.join(', ')} from (${rows}\n) as expected`
    return worker.query(await worker.bind({ node: test.name, sql, relations: [] }))
  })
}

async function namedColumns({ name, expect }: UnitTestNode, worker: Worker): Promise<readonly string[]> {
  if (expect.format !== 'sql') return expect.columns
  const { columns } = await worker.bind({ node: name, sql: expect.sql, relations: [] })
  return columns.map(column => column.name)
}

function typeOf(test: UnitTestNode, name: string, actual: readonly ColumnType[]): ColumnType {
  const found = actual.find(column => column.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  const closest = nearest(
    name,
    actual.map(column => column.name),
  )
  const params = { test: test.name, of: 'its model', column: name, closest }
  throw new GildError('unit-test-column', params, { at: test.patchedAt })
}

function pick({ columns, rows }: QueryResult, names: readonly string[]): readonly (readonly SqlValue[])[] {
  const places = names.map(name => columns.findIndex(column => column.name === name))
  return rows.map(row => places.map(place => row[place] ?? null))
}
