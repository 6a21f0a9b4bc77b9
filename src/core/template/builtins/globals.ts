import { pairsOf } from '../methods/dict-methods.ts'
import { integerOf } from '../operations/coerce.ts'
import { setItem } from '../values/dict.ts'
import { raise } from '../values/fault.ts'
import { emptyDict, hostFunction, hostValue, namespace, range } from '../values/make.ts'
import { str } from '../values/repr.ts'
import type { Call, Dict, FunctionValue, Value } from '../values/value.ts'
import { returnFunction } from './macro-return.ts'

/** As Jinja's sandbox: a longer range is taken for a mistake. */
const rangeLimit = 100_000

/** The names that are always there, unless the context has its own of that name. */
export const globals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['return', returnFunction],
  ['range', hostFunction('range', rangeOf)],
  ['dict', hostFunction('dict', dictOfCall)],
  ['namespace', hostFunction('namespace', call => namespace(attributesOf(dictOfCall(call))))],
  ['joiner', hostFunction('joiner', joiner)],
  ['cycler', hostFunction('cycler', cycler)],
])

function rangeOf({ positional, named }: Call): Value {
  if (named.size > 0) return raise('TypeError', 'range() takes no keyword arguments')
  const [first, second, step = 1, ...more] = positional.map(integerOf)
  if (first === undefined || more.length > 0)
    return raise('TypeError', `range expected 1 to 3 arguments, got ${positional.length}`)
  if (step === 0) return raise('ValueError', 'range() arg 3 must not be zero')
  const value = second === undefined ? range(0, first, 1) : range(first, second, step)
  if (value.length > rangeLimit)
    return raise(
      'OverflowError',
      `the range has ${value.length} numbers, more than the limit of ${rangeLimit}`,
    )
  return value
}

function dictOfCall({ positional, named }: Pick<Call, 'positional' | 'named'>): Dict {
  if (positional.length > 1) raise('TypeError', `dict expected at most 1 argument, got ${positional.length}`)
  const dict = emptyDict()
  for (const entries of positional) for (const [key, value] of pairsOf(entries)) setItem(dict, key, value)
  for (const [name, value] of named) setItem(dict, name, value)
  return dict
}

function attributesOf(dict: Dict): Map<string, Value> {
  return new Map(Array.from(dict.entries.values(), ({ key, value }) => [str(key), value]))
}

/** Gives nothing at its first call, the separator at all others. */
function joiner({ positional: [separator = ', '] }: Call): FunctionValue {
  let used = false
  return hostFunction('joiner', () => {
    if (used) return separator
    used = true
    return ''
  })
}

function cycler({ positional }: Call): Value {
  if (positional.length === 0) return raise('TypeError', 'at least one item has to be provided')
  let index = 0
  const current = () => positional[index] ?? null
  const methods: Readonly<Record<string, Value>> = {
    next: hostFunction('next', () => {
      const value = current()
      index = (index + 1) % positional.length
      return value
    }),
    reset: hostFunction('reset', () => {
      index = 0
      return null
    }),
  }
  return hostValue({
    typeName: 'Cycler',
    attribute: name =>
      name === 'current' ? current() : Object.hasOwn(methods, name) ? methods[name] : undefined,
    names: () => ['current', 'next', 'reset'],
  })
}
