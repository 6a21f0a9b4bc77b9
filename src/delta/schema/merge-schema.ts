import type { ArrayType, DataType, MapType, StructField, StructType } from './data-type.ts'

/** How the columns of a query differ from those of the table it is written to. Paths are dotted, as the table spells them. */
export interface SchemaDifference {
  /** In the query only: columns, and fields of structs. */
  readonly added: readonly string[]
  /** In the table only. They are NULL in the new rows. */
  readonly missing: readonly string[]
  /** A value of `from` may not fit into `to`. */
  readonly incompatible: readonly IncompatibleType[]
  /** The table's schema with what was added after its own; types that both have are the table's. */
  readonly merged: StructType
}

export interface IncompatibleType {
  readonly path: string
  /** Of the query. */
  readonly from: DataType
  /** Of the table. */
  readonly to: DataType
}

/** Compares by name without case. Rows are to be cast to the types of `merged`. */
export function compareSchemas(table: StructType, incoming: StructType): SchemaDifference {
  const difference: Difference = { added: [], missing: [], incompatible: [] }
  const merged = mergeStruct(table, incoming, { path: '', difference })
  return { ...difference, merged }
}

/** Whether every value of one type has an equal one in the other. */
function fitsInto(from: DataType, to: DataType): boolean {
  if (to.kind === 'decimal') return fitsIntoDecimal(from, to)
  return from.kind === to.kind || widenings[from.kind]?.includes(to.kind) === true
}

interface Difference {
  readonly added: string[]
  readonly missing: string[]
  readonly incompatible: IncompatibleType[]
}

interface Place {
  readonly path: string
  readonly difference: Difference
}

// Every double holds an integer of 53 bits exactly, a float one of 24.
const widenings: Readonly<Record<string, readonly string[]>> = {
  byte: ['short', 'integer', 'long', 'float', 'double'],
  short: ['integer', 'long', 'float', 'double'],
  integer: ['long', 'double'],
  float: ['double'],
  date: ['timestamp_ntz'],
  void: [],
}

const integerDigits: Readonly<Record<string, number>> = { byte: 3, short: 5, integer: 10, long: 19 }

function fitsIntoDecimal(
  from: DataType,
  to: { readonly precision: number; readonly scale: number },
): boolean {
  const before = to.precision - to.scale
  if (from.kind === 'decimal') return from.scale <= to.scale && from.precision - from.scale <= before
  const digits = integerDigits[from.kind]
  return digits !== undefined && digits <= before
}

function mergeStruct(table: StructType, incoming: StructType, place: Place): StructType {
  const byName = new Map(incoming.fields.map(field => [field.name.toLowerCase(), field]))
  const fields = table.fields.map(field => {
    const other = byName.get(field.name.toLowerCase())
    byName.delete(field.name.toLowerCase())
    return mergeField(field, other, place)
  })
  const added = [...byName.values()].map(field => {
    place.difference.added.push(place.path + field.name)
    return { ...field, nullable: true }
  })
  return added.length === 0 && fields.every((f, i) => f === table.fields[i])
    ? table
    : { kind: 'struct', fields: [...fields, ...added] }
}

function mergeField(
  field: StructField,
  other: StructField | undefined,
  { path, difference }: Place,
): StructField {
  const name = path + field.name
  if (other === undefined) {
    difference.missing.push(name)
    return field
  }
  const type = mergeType(field.type, other.type, { path: name, difference })
  return type === field.type ? field : { ...field, type }
}

function mergeType(table: DataType, incoming: DataType, place: Place): DataType {
  if (table.kind === 'struct' && incoming.kind === 'struct') {
    return mergeStruct(table, incoming, { ...place, path: `${place.path}.` })
  }
  if (table.kind === 'array' && incoming.kind === 'array') return mergeArray(table, incoming, place)
  if (table.kind === 'map' && incoming.kind === 'map') return mergeMap(table, incoming, place)
  if (!fitsInto(incoming, table)) {
    place.difference.incompatible.push({ path: place.path, from: incoming, to: table })
  }
  return table
}

function mergeArray(table: ArrayType, incoming: ArrayType, { path, difference }: Place): ArrayType {
  const element = mergeType(table.element, incoming.element, { path: `${path}.element`, difference })
  return element === table.element ? table : { ...table, element }
}

function mergeMap(table: MapType, incoming: MapType, { path, difference }: Place): MapType {
  const key = mergeType(table.key, incoming.key, { path: `${path}.key`, difference })
  const value = mergeType(table.value, incoming.value, { path: `${path}.value`, difference })
  return key === table.key && value === table.value ? table : { ...table, key, value }
}
