/** A value of a predicate, a partition or a statistic, exact. NULL is no constant. */
export type Constant =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  /** `unscaled` / 10 ^ `scale`. */
  | { readonly kind: 'decimal'; readonly unscaled: bigint; readonly scale: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: Uint8Array }
  /** Days since 1970-01-01. */
  | { readonly kind: 'date'; readonly days: number }
  /** Microseconds since the epoch: UTC for `timestamp`, wall clock for `timestamp_ntz`. */
  | { readonly kind: 'timestamp'; readonly micros: bigint }
