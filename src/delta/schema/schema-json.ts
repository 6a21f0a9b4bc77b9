import { formatJson, isJsonObject, type JsonObject, type JsonValue, parseJson } from '../log/json.ts'
import type { ArrayType, DataType, MapType, PrimitiveKind, StructField, StructType } from './data-type.ts'

/** Parses `schemaString`. Throws `SyntaxError` or `TypeError` for what is no schema, `UnknownTypeError` for a type gild does not know. */
export function parseSchema(schemaString: string): StructType {
  const type = readType(parseJson(schemaString))
  if (type.kind !== 'struct') throw new TypeError('the schema is not a struct')
  return type
}

export function formatSchema(schema: StructType): string {
  return formatJson(typeJson(schema))
}

/** The name of a type in messages: `decimal(12,2)`, `array<long>`. */
export function typeName(type: DataType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    case 'struct':
      return `struct<${type.fields.map(f => `${f.name}:${typeName(f.type)}`).join(',')}>`
    case 'array':
      return `array<${typeName(type.element)}>`
    case 'map':
      return `map<${typeName(type.key)},${typeName(type.value)}>`
    default:
      return type.kind
  }
}

export class UnknownTypeError extends Error {
  override readonly name = 'UnknownTypeError'
  readonly type: string

  constructor(type: string) {
    super(`unknown type ${type}`)
    this.type = type
  }
}

const primitiveKinds: ReadonlySet<string> = new Set<PrimitiveKind>([
  'boolean',
  'byte',
  'short',
  'integer',
  'long',
  'float',
  'double',
  'string',
  'binary',
  'date',
  'timestamp',
  'timestamp_ntz',
  'void',
])

function readType(value: JsonValue | undefined): DataType {
  if (typeof value === 'string') return readNamedType(value)
  if (!isJsonObject(value)) throw new TypeError('a type is neither a name nor an object')
  switch (value.type) {
    case 'struct':
      return readStruct(value)
    case 'array':
      return {
        kind: 'array',
        element: readType(value.elementType),
        containsNull: value.containsNull !== false,
      }
    case 'map':
      return {
        kind: 'map',
        key: readType(value.keyType),
        value: readType(value.valueType),
        valueContainsNull: value.valueContainsNull !== false,
      }
    default:
      throw new UnknownTypeError(String(value.type))
  }
}

function readNamedType(name: string): DataType {
  if (isPrimitiveKind(name)) return { kind: name }
  if (name === 'decimal') return { kind: 'decimal', precision: 10, scale: 0 }
  const match = /^decimal\(\s*([0-9]+)\s*,\s*([0-9]+)\s*\)$/.exec(name)
  if (match === null) throw new UnknownTypeError(name)
  return { kind: 'decimal', precision: Number(match[1]), scale: Number(match[2]) }
}

function isPrimitiveKind(name: string): name is PrimitiveKind {
  return primitiveKinds.has(name)
}

function readStruct(value: JsonObject): StructType {
  if (!Array.isArray(value.fields)) throw new TypeError('a struct has no fields')
  return { kind: 'struct', fields: value.fields.map(readField) }
}

function readField(value: JsonValue): StructField {
  if (!isJsonObject(value) || typeof value.name !== 'string') throw new TypeError('a field has no name')
  return {
    name: value.name,
    type: readType(value.type),
    nullable: value.nullable !== false,
    metadata: isJsonObject(value.metadata) ? value.metadata : {},
  }
}

function typeJson(type: DataType): JsonValue {
  switch (type.kind) {
    case 'struct':
      return { type: 'struct', fields: type.fields.map(fieldJson) }
    case 'array':
      return arrayJson(type)
    case 'map':
      return mapJson(type)
    default:
      return typeName(type)
  }
}

function fieldJson(field: StructField): JsonValue {
  return { name: field.name, type: typeJson(field.type), nullable: field.nullable, metadata: field.metadata }
}

function arrayJson(type: ArrayType): JsonValue {
  return { type: 'array', elementType: typeJson(type.element), containsNull: type.containsNull }
}

function mapJson(type: MapType): JsonValue {
  return {
    type: 'map',
    keyType: typeJson(type.key),
    valueType: typeJson(type.value),
    valueContainsNull: type.valueContainsNull,
  }
}
