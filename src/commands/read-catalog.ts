import { folderStorage } from '../adapters/duckdb/folder-storage.ts'
import { openLocalStorage } from '../adapters/storage/local-storage.ts'
import type { CatalogEntry } from '../core/artifacts/catalog.ts'
import type { HistoryVersion } from '../core/artifacts/catalog-history.ts'
import type { ManifestNode, ModelNode, SeedNode, SourceNode } from '../core/parse/manifest.ts'
import { isGildError } from '../errors/gild-error.ts'
import type { Pin } from '../ports/pin.ts'
import { findTable } from '../run/inputs/file-state.ts'
import { isStored } from '../run/inputs/node-inputs.ts'
import type { RunContext } from '../run/run-context.ts'
import { queryNode } from './query-node.ts'
import { readVersions } from './table-history.ts'

export interface CatalogOfProject {
  readonly entries: readonly CatalogEntry[]
  readonly histories: ReadonlyMap<string, readonly HistoryVersion[]>
  /** What could not be read, a sentence each. */
  readonly errors: readonly string[]
}

/** Newest versions of a table that its history tells of. */
const versionsKept = 30

/**
 * What is known of every table, view and topic of the project as it is now. What is not built yet is left out, and what
 * cannot be read is an error of the result.
 */
export async function readCatalog(context: RunContext, lakeFolder: string): Promise<CatalogOfProject> {
  const entries: CatalogEntry[] = []
  const histories = new Map<string, readonly HistoryVersion[]>()
  const errors: string[] = []
  const { nodes, sources } = context.manifest
  for (const node of [...sources.values(), ...nodes.values()]) {
    try {
      const found = await entryOf(context, node)
      if (found === undefined) continue
      entries.push(found.entry)
      if (found.pin !== undefined) histories.set(node.id, await historyOf(found.pin, lakeFolder))
    } catch (error) {
      if (isGildError(error, 'run-cancelled')) throw error
      errors.push(`${node.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { entries, histories, errors }
}

interface Found {
  readonly entry: CatalogEntry
  /** Of a table. */
  readonly pin?: Pin
}

async function entryOf(context: RunContext, node: ManifestNode | SourceNode): Promise<Found | undefined> {
  if (node.kind === 'source') {
    if (node.stream !== undefined) return topicEntry(context, node, node.stream.topic)
    if (node.external !== undefined) return filesEntry(context, node)
    return node.path === undefined ? undefined : tableEntry(context, node, node.path)
  }
  if (isStored(node) && node.kind !== 'test') return tableEntry(context, node, node.path)
  return node.kind === 'model' && node.config.materialized === 'view' ? viewEntry(context, node) : undefined
}

async function tableEntry(
  context: RunContext,
  node: ModelNode | SeedNode | SourceNode,
  path: string,
): Promise<Found | undefined> {
  const pin = await context.pins.get(path)
  if (pin === undefined) return undefined
  const { columns, bytes, files, version, committedAt: modifiedAt, partitionBy } = pin
  const rows = await countRows(context, pin)
  const facts = { columns, rows, bytes, files, version, modifiedAt, partitionBy }
  return { entry: { ...declared(node), type: 'table', ...facts }, pin }
}

// Answered from the footers of the files.
async function countRows({ warehouse }: RunContext, pin: Pin): Promise<bigint> {
  const name = { schema: 'gild_docs', name: 'counted' }
  return warehouse.withWorker(async worker => {
    const sql = `select count(*) from "${name.schema}"."${name.name}"`
    const query = await worker.bind({ node: pin.path, sql, relations: [{ kind: 'table', name, pin }] })
    const [row] = (await worker.query(query)).rows
    return BigInt(String(row?.[0] ?? 0))
  })
}

async function filesEntry(context: RunContext, node: SourceNode): Promise<Found> {
  const { table } = await findTable(context, node.id)
  const name = { schema: 'gild_docs', name: 'files' }
  const relations = [{ kind: 'files', name, table }] as const
  const from = `from "${name.schema}"."${name.name}"`
  const { columns, rows } = await context.warehouse.withWorker(async worker => {
    const query = await worker.bind({ node: node.name, sql: `select * ${from}`, relations })
    const count = await worker.bind({ node: node.name, sql: `select count(*) ${from}`, relations })
    return { columns: query.columns, rows: (await worker.query(count)).rows[0]?.[0] }
  })
  const { files } = table
  const modifiedAt = Math.max(...files.map(file => Number(file.modifiedAt / 1_000_000n)))
  const facts = {
    rows: BigInt(String(rows ?? 0)),
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    files: files.length,
    modifiedAt,
  }
  return { entry: { ...declared(node), type: 'files', columns, ...facts } }
}

// Its columns are those of its query. Nothing is told of a view over tables that are not built.
async function viewEntry(context: RunContext, node: ModelNode): Promise<Found | undefined> {
  try {
    const { columns } = await queryNode(context, node, { limit: 0 })
    return { entry: { ...declared(node), type: 'view', columns } }
  } catch (error) {
    if (isGildError(error, 'table-not-built') || isGildError(error, 'input-not-built')) return undefined
    throw error
  }
}

async function topicEntry(
  { streams }: RunContext,
  node: SourceNode,
  topic: string,
): Promise<Found | undefined> {
  try {
    const description = await streams?.describe(topic)
    if (description === undefined) return undefined
    const rows = description.partitions.reduce((sum, { low, end }) => sum + (end - low), 0n)
    const columns = node.columns.map(({ name, dataType = 'VARCHAR' }) => ({ name, type: dataType }))
    return { entry: { ...declared(node), type: 'topic', columns, rows } }
  } catch (error) {
    if (isGildError(error, 'topic-not-found')) return undefined
    throw error
  }
}

function declared(
  node: ModelNode | SeedNode | SourceNode,
): Pick<CatalogEntry, 'id' | 'schema' | 'name' | 'description' | 'columnDescriptions'> {
  const { id, description, columns } = node
  const isSource = node.kind === 'source'
  const described = columns.filter(column => column.description !== '')
  return {
    id,
    schema: isSource ? node.sourceName : node.schema,
    name: isSource ? node.name : node.alias,
    description,
    columnDescriptions: Object.fromEntries(described.map(column => [column.name, column.description])),
  }
}

async function historyOf({ path }: Pin, lakeFolder: string): Promise<readonly HistoryVersion[]> {
  const storage = folderStorage(openLocalStorage(lakeFolder), path)
  return (await readVersions(path, storage, versionsKept)) ?? []
}
