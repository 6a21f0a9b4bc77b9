import type { ColumnType } from '../../../ports/column-type.ts'
import type { SegmentSlice } from '../../../ports/stream-source.ts'
import { quoteIdentifier } from '../statements.ts'
import { isScalar } from './json-value.ts'
import { type StructField, type ValueType, valueType } from './value-type.ts'

export interface MessagesRequest {
  readonly topic: string
  readonly slices: readonly SegmentSlice[]
  /** The declared columns. */
  readonly columns: readonly ColumnType[]
  /**
   * Fields that are not declared and occur in the batch (`undeclaredFieldsSql`). Undefined: not looked for, and a
   * message that has one ends the query with the error text `undeclaredFieldsMark`.
   */
  readonly discovered?: readonly string[] | undefined
  /** Names that no discovered field gets as its column, in any case. */
  readonly reserved?: readonly string[] | undefined
}

/** The columns of a message beside its fields, in order, before the declared ones. */
export const messageColumns: readonly ColumnType[] = [
  { name: '_topic', type: 'VARCHAR' },
  { name: '_partition', type: 'INTEGER' },
  { name: '_offset', type: 'BIGINT' },
  { name: '_timestamp', type: 'TIMESTAMP WITH TIME ZONE' },
  { name: '_key', type: 'VARCHAR' },
  { name: '_headers', type: 'STRUCT("key" VARCHAR, "value" BLOB)[]' },
  { name: '_raw', type: 'VARCHAR' },
  { name: '_raw_bytes', type: 'BLOB' },
  { name: '_parse_error', type: 'VARCHAR' },
  { name: '_rescued', type: 'VARCHAR' },
]

/** A field of a message that becomes a column. */
export interface MessageField {
  readonly name: string
  readonly type: ValueType
  /** The column of its value in the inner queries. */
  readonly alias: string
  /** The same, but of a struct of scalars: there even where the message has no such object. */
  readonly packed: string
  /** SQL of the field as the JSON function gives it: text as it is, structs of that, and JSON text for the rest. */
  readonly given: string
  /** 1-based place of its keys among the keys that are read, of a struct of scalars only. */
  readonly keys: number | undefined
}

/** The declared fields, then the discovered ones that can be columns. */
export function messageFields(request: MessagesRequest): readonly MessageField[] {
  const declared = request.columns.map(column => ({ name: column.name, type: valueType(column) }))
  const discovered = usableNames(request).map(name => ({
    name,
    type: { kind: 'text', sql: 'VARCHAR' } as const,
  }))
  let structs = 1
  return [...declared, ...discovered].map(({ name, type }, i) => {
    const isFlat = flatStruct(type) !== undefined
    return {
      name,
      type,
      alias: `v${i}`,
      packed: isFlat ? `p${i}` : `v${i}`,
      given: `fields.${quoteIdentifier(name)}`,
      keys: isFlat ? ++structs : undefined,
    }
  })
}

// Delta refuses the characters, engines fold the case.
function usableNames(request: MessagesRequest): readonly string[] {
  const columns = [...messageColumns, ...request.columns].map(({ name }) => name)
  const taken = new Set([...columns, ...(request.reserved ?? [])].map(name => name.toLowerCase()))
  return (request.discovered ?? []).filter(name => {
    const folded = name.toLowerCase()
    if (!/^[^ ,;{}()\n\t=]+$/.test(name) || taken.has(folded)) return false
    taken.add(folded)
    return true
  })
}

/** The members of a struct of scalars, which the JSON function reads member by member; undefined for other types. */
export function flatStruct(type: ValueType): readonly StructField[] | undefined {
  return type.kind === 'struct' && type.fields.every(field => isScalar(field.type)) ? type.fields : undefined
}
