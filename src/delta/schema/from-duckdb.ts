import { GildError } from '../../errors/gild-error.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { DataType, PrimitiveKind, StructField, StructType } from './data-type.ts'
import { duplicateNames } from './duplicate-names.ts'
import { type DuckDbType, parseDuckDbType } from './parse-duckdb-type.ts'
import { duckDbType } from './to-duckdb.ts'

export type MappedType =
  | {
      readonly kind: 'mapped'
      readonly type: DataType
      /** The DuckDB type that a column must be cast to before it is written; undefined when it is right as it is. */
      readonly castTo: string | undefined
    }
  | { readonly kind: 'unsupported'; readonly reason: string; readonly hint: string }

/**
 * The Delta type for a DuckDB type as DuckDB prints it: `DECIMAL(12,2)`, `STRUCT(a INTEGER)[]`. Written without the
 * cast, several types would silently make a file that other readers misread.
 */
export function toDeltaType(duckDbTypeText: string): MappedType {
  const parsed = parseDuckDbType(duckDbTypeText)
  if (parsed === undefined) return unsupported('gild does not know this type')
  const mapped = mapType(parsed)
  if ('reason' in mapped) return mapped
  return { kind: 'mapped', type: mapped.type, castTo: mapped.cast ? duckDbType(mapped.type) : undefined }
}

export interface MappedSchema {
  readonly schema: StructType
  /** DuckDB types to cast to, by column name. */
  readonly casts: ReadonlyMap<string, string>
}

/**
 * The schema of a query's columns, all nullable. Throws an `AggregateError` of all `delta-unsupported-type` and
 * `delta-duplicate-column`, or the only one.
 */
export function toDeltaSchema(table: string, columns: readonly ColumnType[]): MappedSchema {
  const fields: StructField[] = []
  const casts = new Map<string, string>()
  const errors: GildError[] = []
  for (const { name, type } of columns) {
    const mapped = toDeltaType(type)
    if (mapped.kind === 'unsupported') {
      const { reason, hint } = mapped
      errors.push(new GildError('delta-unsupported-type', { table, column: name, type, reason, hint }))
      continue
    }
    fields.push(nullableField(name, mapped.type))
    if (mapped.castTo !== undefined) casts.set(name, mapped.castTo)
  }
  const schema: StructType = { kind: 'struct', fields }
  for (const { name, other } of duplicateNames(schema)) {
    errors.push(new GildError('delta-duplicate-column', { table, column: name, other }))
  }
  if (errors.length > 1)
    throw new AggregateError(errors, `${errors.length} columns of "${table}" cannot be stored`)
  if (errors[0] !== undefined) throw errors[0]
  return { schema, casts }
}

type Mapping =
  | { readonly type: DataType; readonly cast: boolean }
  | (MappedType & { readonly kind: 'unsupported' })

const asIs: Readonly<Record<string, PrimitiveKind>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'byte',
  SMALLINT: 'short',
  INTEGER: 'integer',
  BIGINT: 'long',
  FLOAT: 'float',
  DOUBLE: 'double',
  VARCHAR: 'string',
  BLOB: 'binary',
  DATE: 'date',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  TIMESTAMPTZ: 'timestamp',
  TIMESTAMP: 'timestamp_ntz',
}

const byCast: Readonly<Record<string, DataType>> = {
  UTINYINT: { kind: 'short' },
  USMALLINT: { kind: 'integer' },
  UINTEGER: { kind: 'long' },
  UBIGINT: { kind: 'decimal', precision: 20, scale: 0 },
  // Fails on what has more than 38 digits, and loses nothing.
  HUGEINT: { kind: 'decimal', precision: 38, scale: 0 },
  UHUGEINT: { kind: 'decimal', precision: 38, scale: 0 },
  TIMESTAMP_S: { kind: 'timestamp_ntz' },
  TIMESTAMP_MS: { kind: 'timestamp_ntz' },
  TIMESTAMP_NS: { kind: 'timestamp_ntz' },
  TIME: { kind: 'string' },
  'TIME WITH TIME ZONE': { kind: 'string' },
  TIMETZ: { kind: 'string' },
  TIME_NS: { kind: 'string' },
  INTERVAL: { kind: 'string' },
  UUID: { kind: 'string' },
  BIT: { kind: 'string' },
  JSON: { kind: 'string' },
  ENUM: { kind: 'string' },
}

function mapType(type: DuckDbType): Mapping {
  switch (type.kind) {
    case 'decimal':
      return { type: { kind: 'decimal', precision: type.precision, scale: type.scale }, cast: false }
    case 'struct':
      return mapStruct(type.fields)
    case 'map':
      return mapMap(type.key, type.value)
    case 'list': {
      const element = mapType(type.element)
      if ('reason' in element) return element
      return {
        type: { kind: 'array', element: element.type, containsNull: true },
        cast: element.cast || type.size !== undefined,
      }
    }
    default:
      return mapName(type.name)
  }
}

function mapName(name: string): Mapping {
  const kind = Object.hasOwn(asIs, name) ? asIs[name] : undefined
  if (kind !== undefined) return { type: { kind }, cast: false }
  const type = Object.hasOwn(byCast, name) ? byCast[name] : undefined
  if (type !== undefined) return { type, cast: true }
  if (name === 'NULL') {
    const hint = 'Give it a type: cast(null as varchar).'
    return { kind: 'unsupported', reason: 'it is NULL in every row, which does not tell its type', hint }
  }
  return unsupported('Delta has no such type')
}

function mapStruct(fields: readonly { readonly name: string; readonly type: DuckDbType }[]): Mapping {
  const mapped: StructField[] = []
  let cast = false
  for (const field of fields) {
    const mapping = mapType(field.type)
    if ('reason' in mapping) return mapping
    mapped.push(nullableField(field.name, mapping.type))
    cast ||= mapping.cast
  }
  return { type: { kind: 'struct', fields: mapped }, cast }
}

function mapMap(keyType: DuckDbType, valueType: DuckDbType): Mapping {
  const key = mapType(keyType)
  if ('reason' in key) return key
  const value = mapType(valueType)
  if ('reason' in value) return value
  return {
    type: { kind: 'map', key: key.type, value: value.type, valueContainsNull: true },
    cast: key.cast || value.cast,
  }
}

function unsupported(reason: string): MappedType & { readonly kind: 'unsupported' } {
  return { kind: 'unsupported', reason, hint: 'Cast it in the query, for example to VARCHAR.' }
}

function nullableField(name: string, type: DataType): StructField {
  return { name, type, nullable: true, metadata: {} }
}
