import { type AddFile, pruneFiles } from '../../../delta/index.ts'
import { unreachable } from '../../../errors/bug.ts'
import { GildError } from '../../../errors/gild-error.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { QueryResult, RelationRead } from '../../../ports/relation.ts'
import type { BindRequest, BoundQuery } from '../../../ports/warehouse.ts'
import type { Lake } from '../lake.ts'
import type { Connection } from '../session/connection.ts'
import type { Namespace } from '../session/namespace.ts'
import type { Session } from '../session/session.ts'
import { quoteIdentifier, relationText } from '../statements.ts'
import { selectFiles } from './data-files.ts'
import { type ScanFilters, scanFilters, scanKey } from './plan-filters.ts'
import { queryText } from './query-text.ts'
import { readOf, resolveRelation } from './resolve.ts'
import type { FilesRelation, QueryRelation, Resolved, ViewRelation } from './resolved.ts'

export interface BindScope {
  readonly session: Session
  readonly lake: Lake
  readonly data: Connection
  readonly namespace: Namespace
  /** A namespace in the instance that knows plans only; opened when the first query needs it. */
  plans(): Promise<{ readonly connection: Connection; readonly namespace: Namespace }>
}

/** Creates the relations of a query on the files that its constant filters leave, and describes the query. */
export async function bindQuery(scope: BindScope, request: BindRequest): Promise<BoundQuery> {
  const { session, data } = scope
  const { node } = request
  const sql = queryText(request.sql)
  return session.translated({ node }, async () => {
    const reads = await createRelations(scope, { ...request, sql })
    const columns = await session.translated({ node, user: { sql, before: '', located: true } }, () =>
      data.describe(sql),
    )
    if (columns === undefined)
      throw new GildError('sql-error', { node, problem: 'It is not a query, which gives rows.', offset: 0 })
    return { node, sql, columns, reads }
  })
}

/**
 * The same for statements of any kind, and runs them. What they create without a catalog stays for all connections of
 * the session. Gives the rows of the last one.
 */
export async function executeStatements(scope: BindScope, request: BindRequest): Promise<QueryResult> {
  const { session, data } = scope
  const { node, sql, relations } = request
  return session.translated({ node }, async () => {
    await createRelations(scope, { ...request, sql: queryText(sql) })
    await scope.namespace.share()
    const located = !relations.some(relation => relation.kind === 'view')
    const user = { sql, before: '', located }
    const result = await session.translated({ node, user }, () => data.execute(sql))
    if (/\bschema\b/i.test(sql)) await session.findSharedSchemas(data)
    return result
  })
}

async function createRelations(scope: BindScope, request: BindRequest): Promise<readonly RelationRead[]> {
  const { lake, data, namespace } = scope
  await namespace.renew(request.relations.map(relation => relation.name.schema))
  const relations = await Promise.all(request.relations.map(spec => resolveRelation(spec, { lake, data })))
  // What stands by itself comes first: the plan needs its columns.
  for (const relation of relations)
    if (relation.kind === 'query') await createView(scope, relation, relation.sql)
  const filters = await filtersOf(scope, request.sql, relations)
  const reads: RelationRead[] = []
  for (const relation of relations) reads.push(...(await createRelation(scope, relation, filters)))
  return reads
}

async function createRelation(
  scope: BindScope,
  relation: Resolved,
  filters: ScanFilters,
): Promise<readonly RelationRead[]> {
  switch (relation.kind) {
    case 'query':
      return relation.read === undefined ? [] : [relation.read]
    case 'view':
      await createView(scope, relation, relation.sql)
      return []
    case 'files': {
      const kept = prune(relation, filters)
      await createView(scope, relation, selectFiles({ ...relation, files: kept }))
      return [readOf(relation, kept)]
    }
    default:
      return unreachable(relation)
  }
}

async function createView(
  { session, data }: BindScope,
  relation: FilesRelation | QueryRelation | ViewRelation,
  sql: string,
): Promise<void> {
  const { name } = relation
  const statement = `CREATE VIEW ${relationText(name)} AS ${sql}`
  // An offset would be one in the view's SQL, which the caller would take for one in the query's.
  const user = relation.kind === 'view' ? { sql, before: '', located: false } : undefined
  const table = relation.kind === 'files' ? { name: relation.from, version: relation.version } : undefined
  const outside = relation.kind === 'query' ? relation.outside : undefined
  await session.translated({ node: `${name.schema}.${name.name}`, user, table, outside }, () =>
    data.run(statement),
  )
}

function prune(relation: FilesRelation, filters: ScanFilters): readonly AddFile[] {
  const { name, metadata, files } = relation
  const predicate = filters.get(scanKey(name.schema, name.name))
  return predicate === undefined ? files : pruneFiles(metadata, files, predicate)
}

// A plan is made only where it can save a file.
async function filtersOf(
  scope: BindScope,
  sql: string,
  relations: readonly Resolved[],
): Promise<ScanFilters> {
  if (!relations.some(relation => relation.kind === 'files' && relation.files.length > 1)) return new Map()
  const { connection, namespace } = await scope.plans()
  await namespace.renew(relations.map(relation => relation.name.schema))
  try {
    const shadows: string[] = []
    for (const relation of relations) shadows.push(await shadowOf(scope, relation))
    await connection.run(shadows.join(';\n'))
    return scanFilters(await connection.text(planQuery(sql)))
  } catch (error) {
    if (scope.session.cancelled) throw error
    // A mistake in the query is reported when it is bound to its data; without a plan all files are read.
    return new Map()
  }
}

async function shadowOf(scope: BindScope, relation: Resolved): Promise<string> {
  const name = relationText(relation.name)
  if (relation.kind === 'view') return `CREATE VIEW ${name} AS ${relation.sql}`
  const columns = relation.columns ?? (await scope.data.describe(`SELECT * FROM ${name}`)) ?? []
  return `CREATE TABLE ${name} (${columns.map(columnText).join(', ')})`
}

function columnText({ name, type }: ColumnType): string {
  return `${quoteIdentifier(name)} ${type}`
}

function planQuery(sql: string): string {
  return `SELECT json_serialize_plan('${sql.replaceAll("'", "''")}', optimize := true)`
}
