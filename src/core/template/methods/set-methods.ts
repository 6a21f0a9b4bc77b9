import { type Builtin, builtin, variadic } from '../operations/builtin.ts'
import { addMember, setOf } from '../values/dict.ts'
import { raise } from '../values/fault.ts'
import { hashKey } from '../values/hash.ts'
import { iterate } from '../values/iterate.ts'
import { repr } from '../values/repr.ts'
import type { HashKey, SetValue, Value } from '../values/value.ts'

export const setMethods: ReadonlyMap<string, Builtin<SetValue>> = new Map(
  Object.entries({
    add: builtin(['element'], (set: SetValue, [member]) => {
      addMember(set, member)
      return null
    }),
    update: variadic((set: SetValue, { positional }) => {
      for (const values of positional) for (const member of iterate(values)) addMember(set, member)
      return null
    }),
    discard: builtin(['element'], (set: SetValue, [member]) => {
      set.members.delete(hashKey(member))
      return null
    }),
    remove: builtin(['element'], (set: SetValue, [member]) => {
      if (!set.members.delete(hashKey(member))) return raise('KeyError', repr(member))
      return null
    }),
    pop: builtin([], (set: SetValue) => {
      const [first] = set.members
      if (first === undefined) return raise('KeyError', "'pop from an empty set'")
      set.members.delete(first[0])
      return first[1]
    }),
    clear: builtin([], (set: SetValue) => {
      set.members.clear()
      return null
    }),
    copy: builtin([], (set: SetValue) => setOf(set.members.values())),
    union: variadic((set: SetValue, { positional }) =>
      setOf([...set.members.values(), ...positional.flatMap(values => [...iterate(values)])]),
    ),
    intersection: variadic((set: SetValue, { positional }) => {
      const others = positional.map(keysIn)
      return keep(set, key => others.every(keys => keys.has(key)))
    }),
    difference: variadic((set: SetValue, { positional }) => {
      const others = positional.map(keysIn)
      return keep(set, key => !others.some(keys => keys.has(key)))
    }),
    symmetric_difference: builtin(['other'], (set: SetValue, [other]) => {
      const keys = keysIn(other)
      const added = [...iterate(other)].filter(member => !set.members.has(hashKey(member)))
      return setOf([...keep(set, key => !keys.has(key)).members.values(), ...added])
    }),
    issubset: builtin(['other'], (set: SetValue, [other]) => {
      const keys = keysIn(other)
      return [...set.members.keys()].every(key => keys.has(key))
    }),
    issuperset: builtin(['other'], (set: SetValue, [other]) =>
      [...keysIn(other)].every(key => set.members.has(key)),
    ),
    isdisjoint: builtin(['other'], (set: SetValue, [other]) =>
      [...keysIn(other)].every(key => !set.members.has(key)),
    ),
  }),
)

function keysIn(values: Value): ReadonlySet<HashKey> {
  return new Set(Array.isArray(values) ? values.map(hashKey) : Array.from(iterate(values), hashKey))
}

function keep(set: SetValue, test: (key: HashKey) => boolean): SetValue {
  return setOf([...set.members].filter(([key]) => test(key)).map(([, member]) => member))
}
