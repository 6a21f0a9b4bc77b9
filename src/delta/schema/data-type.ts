import type { JsonObject } from '../log/json.ts'

/** A Delta type. */
export type DataType = PrimitiveType | DecimalType | StructType | ArrayType | MapType

export interface PrimitiveType {
  readonly kind: PrimitiveKind
}

export type PrimitiveKind =
  | 'boolean'
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'binary'
  | 'date'
  | 'timestamp'
  | 'timestamp_ntz'
  /** A column that holds nothing and is in no file. */
  | 'void'

export interface DecimalType {
  readonly kind: 'decimal'
  /** 1 to 38. */
  readonly precision: number
  readonly scale: number
}

export interface StructType {
  readonly kind: 'struct'
  readonly fields: readonly StructField[]
}

export interface StructField {
  readonly name: string
  readonly type: DataType
  readonly nullable: boolean
  readonly metadata: JsonObject
}

export interface ArrayType {
  readonly kind: 'array'
  readonly element: DataType
  readonly containsNull: boolean
}

export interface MapType {
  readonly kind: 'map'
  readonly key: DataType
  readonly value: DataType
  readonly valueContainsNull: boolean
}
