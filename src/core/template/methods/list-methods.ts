import { type Builtin, builtin } from '../operations/builtin.ts'
import { integerOf, optionalInteger } from '../operations/coerce.ts'
import { sorted } from '../operations/sort.ts'
import { equals } from '../values/equality.ts'
import { raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { truth } from '../values/truth.ts'
import type { Value } from '../values/value.ts'

/** They change the list, as Python's do. */
export const listMethods: ReadonlyMap<string, Builtin<Value[]>> = new Map(
  Object.entries({
    append: builtin(['object'], (list: Value[], [value]) => {
      list.push(value)
      return null
    }),
    extend: builtin(['iterable'], (list: Value[], [values]) => {
      list.push(...Array.from(iterate(values)))
      return null
    }),
    insert: builtin(['index', 'object'], (list: Value[], [index, value]) => {
      list.splice(integerOf(index), 0, value)
      return null
    }),
    pop: builtin([['index', -1]], (list: Value[], [index]) => pop(list, integerOf(index))),
    remove: builtin(['value'], (list: Value[], [value]) => {
      const at = list.findIndex(item => equals(item, value))
      if (at < 0) return raise('ValueError', 'list.remove(x): x not in list')
      list.splice(at, 1)
      return null
    }),
    clear: builtin([], (list: Value[]) => {
      list.length = 0
      return null
    }),
    reverse: builtin([], (list: Value[]) => {
      list.reverse()
      return null
    }),
    sort: builtin([['reverse', false]], (list: Value[], [reverse]) => {
      const inOrder = sorted(list, { key: item => item, reverse: truth(reverse) })
      list.splice(0, list.length, ...inOrder)
      return null
    }),
    copy: builtin([], (list: Value[]) => list.slice()),
    count: builtin(['value'], (list: Value[], [value]) => countOf(list, value)),
    index: builtin(['value', ['start', 0], ['stop', null]], (list: Value[], [value, ...range]) =>
      indexOf(list, value, range),
    ),
  }),
)

export const tupleMethods: ReadonlyMap<string, Builtin<readonly Value[]>> = new Map(
  Object.entries({
    count: builtin(['value'], (items: readonly Value[], [value]) => countOf(items, value)),
    index: builtin(['value', ['start', 0], ['stop', null]], (items: readonly Value[], [value, ...range]) =>
      indexOf(items, value, range),
    ),
  }),
)

function pop(list: Value[], index: number): Value {
  if (list.length === 0) return raise('IndexError', 'pop from empty list')
  const at = index < 0 ? index + list.length : index
  const [removed] = at < 0 ? [] : list.splice(at, 1)
  return removed === undefined ? raise('IndexError', 'pop index out of range') : removed
}

function countOf(items: readonly Value[], value: Value): number {
  return items.filter(item => equals(item, value)).length
}

function indexOf(items: readonly Value[], value: Value, [start, stop]: readonly [Value, Value]): number {
  const clamp = (bound: number) => (bound < 0 ? Math.max(0, bound + items.length) : bound)
  const from = clamp(integerOf(start))
  const to = clamp(optionalInteger(stop) ?? items.length)
  const at = items.findIndex((item, i) => i >= from && i < to && equals(item, value))
  return at < 0 ? raise('ValueError', 'the value is not in the list') : at
}
