import { type Builtin, builtin } from '../operations/builtin.ts'
import { str } from '../values/repr.ts'
import { truth } from '../values/truth.ts'
import { ofKind, type Value } from '../values/value.ts'
import { groupingFilters } from './grouping-filters.ts'
import { numberFilters } from './number-filters.ts'
import { selectFilters } from './select-filters.ts'
import { sequenceFilters } from './sequence-filters.ts'
import { textFilters } from './text-filters.ts'

const fallback = builtin(
  [
    ['default_value', ''],
    ['boolean', false],
  ],
  (value: Value, [otherwise, boolean]) =>
    ofKind(value, 'undefined') !== undefined || (truth(boolean) && !truth(value)) ? otherwise : value,
)

// What dbt renders natively in YAML; in text they change nothing.
const unchanged = builtin([], (value: Value) => value)

/** Every filter by name. */
export const filters: ReadonlyMap<string, Builtin<Value>> = new Map(
  Object.entries({
    ...groupingFilters,
    ...numberFilters,
    ...selectFilters,
    ...sequenceFilters,
    ...textFilters,
    attr: builtin(['name'], (value: Value, [name], interpreter) =>
      interpreter.ownAttribute(value, str(name)),
    ),
    default: fallback,
    d: fallback,
    e: textFilters.escape,
    count: sequenceFilters.length,
    as_text: unchanged,
    as_bool: unchanged,
    as_native: unchanged,
    as_number: unchanged,
  }),
)
