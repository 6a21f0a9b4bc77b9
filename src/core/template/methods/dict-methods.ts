import { type Builtin, builtin, variadic } from '../operations/builtin.ts'
import { deleteItem, dictOf, entriesOf, getItem, hasItem, setItem } from '../values/dict.ts'
import { raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { dictView, tuple } from '../values/make.ts'
import { repr } from '../values/repr.ts'
import { type Dict, ofKind, type Value } from '../values/value.ts'

export const dictMethods: ReadonlyMap<string, Builtin<Dict>> = new Map(
  Object.entries({
    get: builtin(['key', ['default', null]], (dict: Dict, [key, fallback]) => {
      const value = getItem(dict, key)
      return value === undefined ? fallback : value
    }),
    items: builtin([], (dict: Dict) => dictView(dict, 'items')),
    keys: builtin([], (dict: Dict) => dictView(dict, 'keys')),
    values: builtin([], (dict: Dict) => dictView(dict, 'values')),
    update: variadic((dict: Dict, { positional, named }) => {
      if (positional.length > 1)
        raise('TypeError', `update expected at most 1 argument, got ${positional.length}`)
      for (const entries of positional) for (const [key, value] of pairsOf(entries)) setItem(dict, key, value)
      for (const [name, value] of named) setItem(dict, name, value)
      return null
    }),
    pop: variadic((dict: Dict, { positional }) => pop(dict, positional)),
    popitem: builtin([], (dict: Dict) => {
      const last = [...entriesOf(dict)].at(-1)
      if (last === undefined) return raise('KeyError', "'popitem(): dictionary is empty'")
      deleteItem(dict, last[0])
      return tuple(last)
    }),
    setdefault: builtin(['key', ['default', null]], (dict: Dict, [key, fallback]) => {
      if (!hasItem(dict, key)) setItem(dict, key, fallback)
      return getItem(dict, key) ?? null
    }),
    copy: builtin([], (dict: Dict) => dictOf(entriesOf(dict))),
    clear: builtin([], (dict: Dict) => {
      dict.entries.clear()
      return null
    }),
    fromkeys: builtin(['iterable', ['value', null]], (_dict: Dict, [keys, value]) =>
      dictOf(Array.from(iterate(keys), key => [key, value])),
    ),
  }),
)

function pop(dict: Dict, [key, fallback]: readonly Value[]): Value {
  if (key === undefined) return raise('TypeError', 'pop expected at least 1 argument, got 0')
  const value = getItem(dict, key)
  deleteItem(dict, key)
  if (value !== undefined) return value
  return fallback === undefined ? raise('KeyError', repr(key)) : fallback
}

/** What `dict()` and `update()` take: a dict, or an iterable of pairs. */
export function pairsOf(value: Value): Iterable<readonly [Value, Value]> {
  const dict = ofKind(value, 'dict')
  if (dict !== undefined) return entriesOf(dict)
  return Array.from(iterate(value), (pair, i) => {
    const [key, item, ...more] = iterate(pair)
    if (key === undefined || item === undefined || more.length > 0)
      return raise('ValueError', `dictionary update sequence element #${i} does not have 2 elements`)
    return [key, item]
  })
}
