import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type {
  Manifest,
  ManifestNode,
  ModelNode,
  NodeId,
  SourceNode,
  TestNode,
} from '../core/parse/manifest.ts'
import { GildError, isGildError } from '../errors/gild-error.ts'
import type { QueryResult } from '../ports/relation.ts'
import { findNode } from './find-node.ts'
import { openForQuery, openQuery, type QueryDeps, type QueryOptions } from './query-context.ts'
import { queryNode, saveNode } from './query-node.ts'

export interface ShowOptions extends QueryOptions {
  readonly show:
    | { readonly kind: 'node'; readonly name: string }
    /** SQL that may be templated. */
    | { readonly kind: 'inline'; readonly sql: string }
  /** All rows when undefined. */
  readonly limit: number | undefined
}

export interface ShownRows extends QueryResult {
  /** There are rows behind the limit. */
  readonly hasMore: boolean
}

/** Rows of a model, seed, source or query, or the bad rows of a data test, as published now. */
export async function show(options: ShowOptions, deps: QueryDeps): Promise<ShownRows> {
  const opened = await openForQuery(options, deps)
  const node = nodeToQuery(opened.manifest, options.show)
  await using query = await openQuery({ command: 'show', opened, options }, deps)
  const { limit } = options
  const wanted = limit === undefined ? undefined : limit + 1
  const result = await queryNode(query.context, node, { limit: wanted })
  const hasMore = limit !== undefined && result.rows.length > limit
  return { ...result, rows: result.rows.slice(0, limit), hasMore }
}

/** Writes the same rows to a Parquet file, whole or not at all. Returns how many. Throws `output-unwritable`. */
export async function saveRows(options: ShowOptions, file: string, deps: QueryDeps): Promise<bigint> {
  const opened = await openForQuery(options, deps)
  const node = nodeToQuery(opened.manifest, options.show)
  await using query = await openQuery({ command: 'show', opened, options }, deps)
  const part = `${file}.${deps.runtime.ids.uuid()}`
  try {
    await mkdir(dirname(file), { recursive: true })
    const rows = await saveNode(query.context, node, { file: part, limit: options.limit })
    await rename(part, file)
    return rows
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw isGildError(error) ? error : new GildError('output-unwritable', { file }, { cause: error })
  }
}

function nodeToQuery(manifest: Manifest, what: ShowOptions['show']): ModelNode | TestNode {
  if (what.kind === 'inline') return inlineModel(manifest.projectName, what.sql)
  const node = findNode(manifest, what.name)
  if (node.kind === 'test') return node
  return inlineModel(manifest.projectName, `select * from {{ ${referenceTo(node)} }}`)
}

function referenceTo(node: Exclude<ManifestNode, TestNode> | SourceNode): string {
  return node.kind === 'source' ? `source('${node.sourceName}', '${node.name}')` : `ref('${node.name}')`
}

/** A query typed by hand, as the model that compilation takes it for. */
export function inlineModel(projectName: string, sql: string): ModelNode {
  const name = 'inline_query'
  return {
    kind: 'model',
    id: `model.${projectName}.${name}` as NodeId,
    name,
    package: projectName,
    fqn: [projectName, name],
    file: '--inline',
    tags: [],
    description: '',
    meta: {},
    patchedAt: undefined,
    schema: '',
    alias: name,
    path: name,
    columns: [],
    rawSql: sql,
    config: {
      enabled: true,
      materialized: 'view',
      incrementalStrategy: 'append',
      uniqueKey: [],
      partitionBy: [],
      onSchemaChange: 'ignore',
      fullRefresh: undefined,
      tblproperties: {},
      raw: {},
    },
    dependsOn: { nodes: [], macros: [], vars: {}, environment: {} },
  }
}
