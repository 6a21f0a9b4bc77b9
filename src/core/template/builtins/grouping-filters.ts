import { arithmetic } from '../operations/arithmetic.ts'
import { builtin, type Interpreter } from '../operations/builtin.ts'
import { listOf } from '../operations/slice.ts'
import { sorted } from '../operations/sort.ts'
import { equals } from '../values/equality.ts'
import { raise } from '../values/fault.ts'
import { hashKey } from '../values/hash.ts'
import { iterate } from '../values/iterate.ts'
import { generator, tuple } from '../values/make.ts'
import { compareValues } from '../values/ordering.ts'
import { truth } from '../values/truth.ts'
import { ofKind, type Value } from '../values/value.ts'
import { attributeGetter, type Getter } from './getters.ts'
import { nothing } from './sequence-filters.ts'

/** Filters that compare the values of a sequence with each other. */
export const groupingFilters = {
  groupby: builtin(
    ['attribute', ['default', null], ['case_sensitive', false]],
    (value: Value, [attribute, fallback, caseSensitive], interpreter) => {
      const ignoreCase = !truth(caseSensitive)
      return groupBy(listOf(value), {
        key: attributeGetter(interpreter, attribute, { ignoreCase, fallback }),
        shown: attributeGetter(interpreter, attribute, { fallback }),
      })
    },
  ),
  max: builtin(
    [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (value: Value, [caseSensitive, attribute], interpreter) => {
      const key = attributeGetter(interpreter, attribute, { ignoreCase: !truth(caseSensitive) })
      return extreme(value, { interpreter, key, isBetter: (a, b) => compareValues(a, b, '>') > 0 })
    },
  ),
  min: builtin(
    [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (value: Value, [caseSensitive, attribute], interpreter) => {
      const key = attributeGetter(interpreter, attribute, { ignoreCase: !truth(caseSensitive) })
      return extreme(value, { interpreter, key, isBetter: (a, b) => compareValues(a, b, '<') < 0 })
    },
  ),
  sum: builtin(
    [
      ['attribute', null],
      ['start', 0],
    ],
    (value: Value, [attribute, start], interpreter) => {
      if (typeof start === 'string')
        return raise('TypeError', "sum() can't sum strings [use ''.join(seq) instead]")
      const getter = attributeGetter(interpreter, attribute)
      let sum: Value = start
      for (const item of iterate(value)) sum = arithmetic('+', sum, getter(item))
      return sum
    },
  ),
  unique: builtin(
    [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (value: Value, [caseSensitive, attribute], interpreter) =>
      generator(
        unique(value, attributeGetter(interpreter, attribute, { ignoreCase: !truth(caseSensitive) })),
      ),
  ),
}

function groupBy(values: readonly Value[], { key, shown }: { key: Getter; shown: Getter }): Value[] {
  const groups: { key: Value; members: Value[] }[] = []
  for (const value of sorted(values, { key, reverse: false })) {
    const group = groups.at(-1)
    const own = key(value)
    if (group !== undefined && equals(group.key, own)) group.members.push(value)
    else groups.push({ key: own, members: [value] })
  }
  return groups.map(({ key: own, members }) => {
    const [first] = members
    return tuple([first === undefined ? own : shown(first), members], ['grouper', 'list'])
  })
}

interface Comparison {
  readonly interpreter: Interpreter
  readonly key: Getter
  isBetter(a: Value, b: Value): boolean
}

function extreme(value: Value, { interpreter, key, isBetter }: Comparison): Value {
  let best: { value: Value; key: Value } | undefined
  for (const candidate of iterate(value)) {
    const own = key(candidate)
    if (best === undefined || isBetter(own, best.key)) best = { value: candidate, key: own }
  }
  return best === undefined ? nothing(interpreter, 'No aggregated item, sequence was empty.') : best.value
}

function* unique(value: Value, key: Getter): Iterable<Value> {
  const seen = new Set<unknown>()
  for (const item of iterate(value)) {
    const own = key(item)
    // All undefined values are one.
    const hash = ofKind(own, 'undefined') === undefined ? hashKey(own) : undefined
    if (seen.has(hash)) continue
    seen.add(hash)
    yield item
  }
}
