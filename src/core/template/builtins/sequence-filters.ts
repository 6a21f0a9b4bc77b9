import { undefinedValue } from '../operations/access.ts'
import { builtin, type Interpreter } from '../operations/builtin.ts'
import { integerOf } from '../operations/coerce.ts'
import { listOf } from '../operations/slice.ts'
import { sorted } from '../operations/sort.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { isIterable, iterate, lengthOf } from '../values/iterate.ts'
import { dictView, generator } from '../values/make.ts'
import { str } from '../values/repr.ts'
import { truth } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type UndefinedValue, type Value } from '../values/value.ts'
import { attributeGetter, attributesGetter, lowerCase } from './getters.ts'

/** Filters on sequences that take their values as they are. */
export const sequenceFilters = {
  batch: builtin(['linecount', ['fill_with', null]], (value: Value, [size, fill]) =>
    generator(batches(value, integerOf(size), fill)),
  ),
  slice: builtin(['slices', ['fill_with', null]], (value: Value, [count, fill]) =>
    generator(columns(value, integerOf(count), fill)),
  ),
  dictsort: builtin(
    [
      ['case_sensitive', false],
      ['by', 'key'],
      ['reverse', false],
    ],
    (value: Value, [caseSensitive, by, reverse]) => {
      const missing = ofKind(value, 'undefined')
      if (missing !== undefined) return failUndefined(missing)
      const dict = ofKind(value, 'dict')
      if (dict === undefined) return raise('TypeError', `'${typeName(value)}' object is not a mapping`)
      if (by !== 'key' && by !== 'value')
        return raise('ValueError', 'You can only sort by either "key" or "value"')
      const part = by === 'key' ? 0 : 1
      const key = (pair: Value) => {
        const sortedBy = ofKind(pair, 'tuple')?.items[part] ?? null
        return truth(caseSensitive) ? sortedBy : lowerCase(sortedBy)
      }
      return sorted(listOf(dictView(dict, 'items')), { key, reverse: truth(reverse) })
    },
  ),
  first: builtin([], (value: Value, _, interpreter) => {
    for (const first of iterate(value)) return first
    return nothing(interpreter, 'No first item, sequence was empty.')
  }),
  last: builtin([], (value: Value, _, interpreter) => {
    const last = reversible(value).at(-1)
    return last === undefined ? nothing(interpreter, 'No last item, sequence was empty.') : last
  }),
  random: builtin([], (value: Value, _, interpreter) => {
    if (interpreter.random === undefined)
      return raise('ValueError', 'the filter "random" is not available: a run must give the same SQL again')
    const items = listOf(value)
    const chosen = items[Math.floor(interpreter.random() * items.length)]
    return chosen === undefined ? nothing(interpreter, 'No random item, sequence was empty.') : chosen
  }),
  items: builtin([], (value: Value) => generator(pairs(value))),
  join: builtin(
    [
      ['d', ''],
      ['attribute', null],
    ],
    (value: Value, [separator, attribute], interpreter) => {
      const getter = attributeGetter(interpreter, attribute)
      return Array.from(iterate(value), item => str(getter(item))).join(str(separator))
    },
  ),
  length: builtin([], lengthOf),
  list: builtin([], listOf),
  reverse: builtin([], (value: Value) => {
    if (typeof value === 'string') return [...value].reverse().join('')
    if (!isIterable(value)) return raise('ValueError', 'argument must be iterable')
    return generator(listOf(value).reverse(), 'list_reverseiterator')
  }),
  sort: builtin(
    [
      ['reverse', false],
      ['case_sensitive', false],
      ['attribute', null],
    ],
    (value: Value, [reverse, caseSensitive, attribute], interpreter) => {
      const key = attributesGetter(interpreter, attribute, { ignoreCase: !truth(caseSensitive) })
      return sorted(listOf(value), { key, reverse: truth(reverse) })
    },
  ),
  is_list: builtin([], (value: Value) => Array.isArray(value)),
}

function* batches(values: Value, size: number, fill: Value): Iterable<Value> {
  let batch: Value[] = []
  for (const value of iterate(values)) {
    if (batch.length === size) {
      yield batch
      batch = []
    }
    batch.push(value)
  }
  if (batch.length === 0) return
  if (fill !== null) while (batch.length < size) batch.push(fill)
  yield batch
}

/** So many lists, the first ones longer by one where it does not come out even. */
function* columns(value: Value, count: number, fill: Value): Iterable<Value> {
  const values = listOf(value)
  if (count === 0) raise('ZeroDivisionError', 'integer division or modulo by zero')
  const size = Math.floor(values.length / count)
  const longer = values.length % count
  let offset = 0
  for (let i = 0; i < count; i++) {
    const column = values.slice(offset, offset + size + (i < longer ? 1 : 0))
    offset += column.length
    if (fill !== null && i >= longer) column.push(fill)
    yield column
  }
}

function* pairs(value: Value): Iterable<Value> {
  if (ofKind(value, 'undefined') !== undefined) return
  const dict = ofKind(value, 'dict')
  if (dict === undefined) return raise('TypeError', 'Can only get item pairs from a mapping.')
  yield* iterate(dictView(dict, 'items'))
}

function reversible(value: Value): readonly Value[] {
  if (ofKind(value, 'generator') ?? ofKind(value, 'set'))
    return raise('TypeError', `'${typeName(value)}' object is not reversible`)
  return listOf(value)
}

/** What a filter gives where there is nothing to give. */
export function nothing(interpreter: Interpreter, hint: string): UndefinedValue {
  return undefinedValue({ mode: interpreter.mode, hint })
}
