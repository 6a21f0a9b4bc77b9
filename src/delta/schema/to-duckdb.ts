import type { DataType, PrimitiveKind } from './data-type.ts'

/** The DuckDB type that holds a Delta type's values, in DuckDB's text. */
export function duckDbType(type: DataType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'struct':
      return `STRUCT(${type.fields.map(f => `"${f.name.replaceAll('"', '""')}" ${duckDbType(f.type)}`).join(', ')})`
    case 'array':
      return `${duckDbType(type.element)}[]`
    case 'map':
      return `MAP(${duckDbType(type.key)}, ${duckDbType(type.value)})`
    default:
      return primitives[type.kind]
  }
}

const primitives: Readonly<Record<PrimitiveKind, string>> = {
  boolean: 'BOOLEAN',
  byte: 'TINYINT',
  short: 'SMALLINT',
  integer: 'INTEGER',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'BLOB',
  date: 'DATE',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  timestamp_ntz: 'TIMESTAMP',
  // Never in a file; reads as NULL.
  void: 'INTEGER',
}
