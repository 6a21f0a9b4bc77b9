import {
  compareSchemas,
  duckDbType,
  type Metadata,
  newMetadata,
  type SchemaDifference,
  type Snapshot,
  type StructType,
  toDeltaSchema,
  type Writer,
  withMetadata,
} from '../../../delta/index.ts'
import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { StageRequest } from '../../../ports/warehouse.ts'
import { quoteIdentifier } from '../statements.ts'

/** The schema of a table after a write, and how the columns of the query become its columns. */
export interface Target {
  readonly metadata: Metadata
  /** Whether `metadata` differs from what the table has. */
  readonly changed: boolean
  /** In the table's order. */
  readonly columns: readonly TargetColumn[]
  /** Whether the rows that stay have to be written anew, because columns went or changed their types. */
  readonly rewrites: boolean
}

export interface TargetColumn {
  /** As the table spells it. */
  readonly name: string
  readonly type: string
  /** The column of the query; undefined when it has none. */
  readonly source: ColumnType | undefined
}

/** Throws `schema-changed`, `partition-changed`, `partition-column-missing`, and what the mapping of types throws. */
export function targetSchema(request: StageRequest, base: Snapshot | undefined, writer: Writer): Target {
  const incoming = toDeltaSchema(request.path, request.query.columns).schema
  requirePlainNames(request, base)
  requirePartitionColumns(request)
  if (base === undefined) return newTarget(request, incoming, writer)
  const replaced = request.write.kind === 'overwrite'
  if (!replaced) requireSamePartitions(request, base)
  const { schema, rewrites } = replaced
    ? { schema: incoming, rewrites: false }
    : evolve(request, base, incoming)
  const metadata = withMetadata(base.metadata, {
    schema: sameSchema(base.metadata.schema, schema) ? undefined : schema,
    partitionColumns: replaced ? request.partitionBy : undefined,
    configuration: { ...base.metadata.configuration, ...request.properties },
  })
  return {
    metadata,
    changed: differs(base.metadata, metadata),
    columns: matchColumns(metadata, request),
    rewrites,
  }
}

/** The columns of the query as the table's columns, from `from`. */
export function selectTarget(columns: readonly TargetColumn[], from: string): string {
  return `SELECT ${columns.map(({ name, type, source }) => `${sourceValue(type, source)} AS ${quoteIdentifier(name)}`).join(', ')} FROM ${from}`
}

function sourceValue(type: string, source: ColumnType | undefined): string {
  if (source === undefined) return `CAST(NULL AS ${type})`
  const column = quoteIdentifier(source.name)
  return source.type === type ? column : `CAST(${column} AS ${type})`
}

function newTarget(request: StageRequest, schema: StructType, writer: Writer): Target {
  const metadata = newMetadata({
    id: writer.ids.uuid(),
    schema,
    partitionColumns: request.partitionBy,
    configuration: request.properties,
    createdTime: writer.clock.now(),
  })
  return { metadata, changed: true, columns: matchColumns(metadata, request), rewrites: false }
}

function evolve(
  request: StageRequest,
  base: Snapshot,
  incoming: StructType,
): { readonly schema: StructType; readonly rewrites: boolean } {
  const table = base.metadata.schema
  const difference = compareSchemas(table, incoming)
  const { added, missing, incompatible, merged } = difference
  switch (request.onSchemaChange) {
    case 'fail':
      if (added.length + missing.length + incompatible.length > 0) throw schemaChanged(request, difference)
      return { schema: table, rewrites: false }
    case 'sync_all_columns':
      if (missing.length + incompatible.length > 0)
        return { schema: syncedSchema(table, incoming), rewrites: true }
      return { schema: merged, rewrites: false }
    case 'append_new_columns':
      if (incompatible.length > 0) throw schemaChanged(request, difference)
      return { schema: merged, rewrites: false }
    default:
      if (incompatible.length > 0) throw schemaChanged(request, difference)
      return { schema: table, rewrites: false }
  }
}

// The columns of the query, the table's in their order and spelling first.
function syncedSchema(table: StructType, incoming: StructType): StructType {
  const found = table.fields.flatMap(field => {
    const match = incoming.fields.find(other => sameName(other.name, field.name))
    return match === undefined ? [] : [{ ...field, type: match.type }]
  })
  const added = incoming.fields.filter(field => !table.fields.some(other => sameName(other.name, field.name)))
  return { kind: 'struct', fields: [...found, ...added] }
}

function schemaChanged(request: StageRequest, { added, missing, incompatible }: SchemaDifference): GildError {
  const retyped = incompatible.map(
    ({ path, from, to }) => `${path} (${duckDbType(from)}, was ${duckDbType(to)})`,
  )
  const { onSchemaChange: setting, query } = request
  return new GildError('schema-changed', { node: query.node, setting, added, missing, retyped })
}

// Spark reads such names under column mapping only, which gild does not write.
function requirePlainNames({ query }: StageRequest, base: Snapshot | undefined): void {
  const known = base?.metadata.schema.fields ?? []
  const odd = query.columns.find(
    ({ name }) => /[ ,;{}()\n\t=]/.test(name) && !known.some(field => sameName(field.name, name)),
  )
  if (odd !== undefined)
    throw new GildError('column-name-unsupported', { node: query.node, column: odd.name })
}

function requirePartitionColumns({ query, partitionBy }: StageRequest): void {
  const names = query.columns.map(column => column.name)
  for (const column of partitionBy) {
    if (names.some(name => sameName(name, column))) continue
    throw new GildError('partition-column-missing', {
      node: query.node,
      column,
      closest: nearest(column, names),
    })
  }
}

function requireSamePartitions({ path, partitionBy }: StageRequest, base: Snapshot): void {
  const was = base.metadata.partitionColumns
  if (was.length === partitionBy.length && was.every((name, i) => sameName(name, partitionBy[i] ?? '')))
    return
  throw new GildError('partition-changed', { table: path, was, is: partitionBy })
}

function matchColumns(metadata: Metadata, request: StageRequest): readonly TargetColumn[] {
  return metadata.schema.fields.map(field => ({
    name: field.name,
    type: duckDbType(field.type),
    source: request.query.columns.find(column => sameName(column.name, field.name)),
  }))
}

function sameSchema(a: StructType, b: StructType): boolean {
  return JSON.stringify(a, exactly) === JSON.stringify(b, exactly)
}

function differs(before: Metadata, after: Metadata): boolean {
  const { schemaString, partitionColumns, configuration } = after
  if (
    before.schemaString !== schemaString ||
    before.partitionColumns.join('\n') !== partitionColumns.join('\n')
  )
    return true
  return Object.entries(configuration).some(([key, value]) => before.configuration[key] !== value)
}

function exactly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
