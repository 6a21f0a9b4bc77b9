import type { Constant } from '../values/constant.ts'

/** A condition on the rows of a table, as far as file pruning understands it. Columns are matched without case. */
export type Predicate =
  /** Anything: keeps every file. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'compare'
      readonly column: ColumnPath
      readonly op: ComparisonOperator
      readonly value: Constant
    }
  | { readonly kind: 'in'; readonly column: ColumnPath; readonly values: readonly Constant[] }
  | { readonly kind: 'is-null'; readonly column: ColumnPath }
  | { readonly kind: 'is-not-null'; readonly column: ColumnPath }
  | { readonly kind: 'and'; readonly of: readonly Predicate[] }
  | { readonly kind: 'or'; readonly of: readonly Predicate[] }

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** `['order_date']`, or `['address', 'city']` for a field of a struct. */
export type ColumnPath = readonly string[]
