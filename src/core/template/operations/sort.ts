import { compareValues } from '../values/ordering.ts'
import type { Value } from '../values/value.ts'

export interface SortOrder {
  key(value: Value): Value
  readonly reverse: boolean
}

/** A new list in order; equal values keep theirs, also in reverse. */
export function sorted(values: readonly Value[], { key, reverse }: SortOrder): Value[] {
  const direction = reverse ? -1 : 1
  return values
    .map(value => ({ value, key: key(value) }))
    .sort((a, b) => direction * compareValues(a.key, b.key) || 0)
    .map(({ value }) => value)
}
