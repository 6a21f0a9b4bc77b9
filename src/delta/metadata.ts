import { GildError } from '../errors/gild-error.ts'
import type { Metadata } from './log/actions.ts'
import type { StructType } from './schema/data-type.ts'
import { formatSchema } from './schema/schema-json.ts'

export interface NewTable {
  readonly id: string
  readonly schema: StructType
  readonly partitionColumns: readonly string[]
  readonly configuration: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. */
  readonly createdTime: number
}

/** The metadata of a table to be created. Throws `delta-bad-partition-column`. */
export function newMetadata(table: NewTable): Metadata {
  return {
    ...table,
    partitionColumns: partitionColumnsOf(table.schema, table.partitionColumns),
    schemaString: formatSchema(table.schema),
  }
}

export interface MetadataChange {
  readonly schema?: StructType | undefined
  readonly partitionColumns?: readonly string[] | undefined
  /** Replaces all properties. */
  readonly configuration?: Readonly<Record<string, string>> | undefined
}

/** The same table with another schema or other properties. Throws `delta-bad-partition-column`. */
export function withMetadata(metadata: Metadata, change: MetadataChange): Metadata {
  const schema = change.schema ?? metadata.schema
  return {
    ...metadata,
    configuration: change.configuration ?? metadata.configuration,
    schema,
    partitionColumns: partitionColumnsOf(schema, change.partitionColumns ?? metadata.partitionColumns),
    // Byte for byte as it was unless it changes: it may hold what gild does not know.
    schemaString: change.schema === undefined ? metadata.schemaString : formatSchema(schema),
  }
}

const unusable: ReadonlySet<string> = new Set(['struct', 'array', 'map', 'binary', 'void'])

function partitionColumnsOf(schema: StructType, names: readonly string[]): readonly string[] {
  const columns = names.map(name => partitionColumnOf(schema, name))
  if (columns.length > 0 && columns.length === schema.fields.length) {
    throw new GildError('delta-bad-partition-column', {
      column: columns.at(-1) ?? '',
      problem: 'a table needs a column besides those it is partitioned by',
    })
  }
  return columns
}

/** As the schema spells it. */
function partitionColumnOf(schema: StructType, name: string): string {
  const field = schema.fields.find(f => f.name.toLowerCase() === name.toLowerCase())
  if (field === undefined)
    throw new GildError('delta-bad-partition-column', { column: name, problem: 'there is no such column' })
  if (unusable.has(field.type.kind)) {
    throw new GildError('delta-bad-partition-column', {
      column: name,
      problem: `a value of type ${field.type.kind} cannot name a partition`,
    })
  }
  return field.name
}
