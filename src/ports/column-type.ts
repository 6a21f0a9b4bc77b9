export interface ColumnType {
  readonly name: string
  /** As the engine prints it: `DECIMAL(12,2)`, `STRUCT(a INTEGER)`. */
  readonly type: string
}
