import type { Compiled, Reference } from '../../core/compile/compiled.ts'
import type { ChangedPartitions, UnitTestCompile, ValuesOf } from '../../core/compile/options.ts'
import { type GraphNode, graphNode } from '../../core/graph/dag.ts'
import type { GivenInput, ModelNode, NodeId, UnitTestNode } from '../../core/parse/manifest.ts'
import { GildError, isGildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import type { RelationSpec } from '../../ports/relation.ts'
import type { Worker } from '../../ports/warehouse.ts'
import { readValues } from '../inputs/values-of.ts'
import type { RunContext } from '../run-context.ts'
import { sqlLiteral } from '../sql-literal.ts'
import { withTemplatePlace } from '../template-place.ts'
import { rowsInMode, rowsSql } from './rows-sql.ts'
import { emptyRelation, shapeOf } from './shapes.ts'

/** One unit test while it runs. */
export interface UnitTestRun {
  readonly context: RunContext
  readonly test: UnitTestNode
  readonly model: ModelNode
  readonly worker: Worker
}

/** Compiles a node (the model, or a view that it reads) as the unit test wants it. */
export function compileFor(run: UnitTestRun, node: ModelNode, suffix?: string): Promise<Compiled> {
  const { test, context } = run
  const incremental = node.id === run.model.id && Boolean(test.overrides.macros.is_incremental)
  const unitTest: UnitTestCompile = { ...test.overrides, given: new Set(test.given.map(({ to }) => to)) }
  return context.compile({
    node,
    incremental,
    suffix,
    unitTest,
    changedPartitions: changedPartitions(run),
    valuesOf: valuesOf(run),
  })
}

/**
 * What the references of the compiled SQL turn into: the given rows. A view that is not given is a part of what is
 * tested. Throws `unit-test-input-missing` and `unit-test-column`.
 */
export async function givenRelations(
  run: UnitTestRun,
  compiled: Pick<Compiled, 'references'>,
): Promise<readonly RelationSpec[]> {
  const specs = new Map<string, RelationSpec>()
  async function add(of: Pick<Compiled, 'references'>): Promise<void> {
    for (const reference of of.references) {
      const key = `${reference.name.schema}.${reference.name.name}`
      if (specs.has(key)) continue
      const view = viewToCompile(run, reference)
      const inner = view === undefined ? undefined : await compileFor(run, view, `@${view.name}`)
      if (inner !== undefined) await add(inner)
      specs.set(key, inner === undefined ? await givenRelation(run, reference) : viewSpec(reference, inner))
    }
  }
  await add(compiled)
  return [...specs.values()]
}

/** Finds the given rows that cannot be cast to the types of their columns, to say so: `unit-test-value`. */
export async function checkGiven(run: UnitTestRun): Promise<void> {
  const { test, worker } = run
  for (const given of test.given) {
    const sql = await givenSql(run, given, 'all')
    await withValueError({ test, of: given.input }, async () => {
      await worker.query(await worker.bind({ node: test.name, sql, relations: [] }))
    })
  }
}

/** Runs `work`; an SQL error that it throws is one of the values that the test gives. */
export async function withValueError<T>(
  { test, of }: { readonly test: UnitTestNode; readonly of: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isGildError(error, 'sql-error')) throw error
    const params = { test: test.name, of, problem: error.params.problem }
    throw new GildError('unit-test-value', params, { at: test.patchedAt, cause: error })
  }
}

function viewToCompile({ context, test }: UnitTestRun, { to, mode }: Reference): ModelNode | undefined {
  if (mode !== 'all' || test.given.some(given => given.to === to)) return undefined
  const node = context.manifest.nodes.get(to)
  return node?.kind === 'model' && node.config.materialized === 'view' ? node : undefined
}

function viewSpec({ name }: Reference, { sql }: Compiled): RelationSpec {
  return { kind: 'view', name, sql }
}

async function givenRelation(run: UnitTestRun, { name, to, mode }: Reference): Promise<RelationSpec> {
  const { test, context, worker } = run
  const given = findGiven(test, to, mode)
  if (given !== undefined) return { kind: 'view', name, sql: await givenSql(run, given, mode) }
  // A table that nothing is said of has no rows yet.
  if (mode === 'this') return emptyRelation(name, (await shapeOf(context, to, worker)).columns)
  throw missingInput(run, to)
}

function findGiven(test: UnitTestNode, to: NodeId, mode: Reference['mode']): GivenInput | undefined {
  return test.given.find(given => given.to === to && (given.input.trim() === 'this') === (mode === 'this'))
}

function missingInput({ test, model, context }: UnitTestRun, to: NodeId): GildError {
  const input = referenceText(graphNode(context.manifest, to))
  const params = { test: test.name, model: model.name, input }
  return new GildError('unit-test-input-missing', params, { at: test.patchedAt })
}

function referenceText(node: GraphNode): string {
  return node.kind === 'source' ? `source('${node.sourceName}', '${node.name}')` : `ref('${node.name}')`
}

async function givenSql(run: UnitTestRun, given: GivenInput, mode: Reference['mode']): Promise<string> {
  const { context, worker, test } = run
  const rows = rowsInMode(given.rows, mode)
  if (rows.format === 'sql') return rows.sql
  const { columns, complete } = await shapeOf(context, given.to, worker)
  const names = columns.map(({ name }) => name)
  const lower = new Set(names.map(name => name.toLowerCase()))
  const unknown = rowsInMode(given.rows, 'all')
  const [column] =
    complete && unknown.format !== 'sql' ? unknown.columns.filter(name => !lower.has(name.toLowerCase())) : []
  if (column === undefined) return rowsSql(rows, columns)
  const params = { test: test.name, of: given.input, column, closest: nearest(column, names) }
  throw new GildError('unit-test-column', params, { at: given.at })
}

function changedPartitions(run: UnitTestRun): ChangedPartitions {
  const { test, worker } = run
  return async (to, column) => {
    const given = findGiven(test, to, 'all')
    if (given === undefined) throw missingInput(run, to)
    const from = await givenSql(run, given, 'changes')
    const sql = `select distinct ${column} as value from (${from}\n) as given where value is not null order by value`
    const bound = await worker.bind({ node: test.name, sql, relations: [] })
    const { columns, rows } = await worker.query(bound)
    const type = columns[0]?.type ?? 'VARCHAR'
    return rows.map(([value]) => sqlLiteral(value ?? null, type))
  }
}

function valuesOf(run: UnitTestRun): ValuesOf {
  const { test, worker } = run
  return async query => {
    const relations = await givenRelations(run, query)
    const at = query.map.locate(0)
    return await withTemplatePlace(query, async () => {
      const { values } = await readValues(worker, { node: test.name, sql: query.sql, relations, at })
      return values
    })
  }
}
