import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import {
  bindArguments,
  type Call,
  hostFunction,
  hostValue,
  type MacroNamespace,
  type Value,
} from '../../template/index.ts'
import { quoteIdentifier } from '../sql/quote.ts'

/** dbt's `adapter`, as far as it needs no connection: `dispatch`, `quote`, `type`. */
export function adapterValue(macros: MacroNamespace): Value {
  const methods: Readonly<Record<string, Value>> = {
    dispatch: hostFunction('adapter.dispatch', call => dispatch(macros, call)),
    quote: hostFunction('adapter.quote', call => {
      const [identifier] = bindArguments('adapter.quote', ['identifier'], call)
      return quoteIdentifier(String(identifier))
    }),
    type: hostFunction('adapter.type', () => 'duckdb'),
  }
  return hostValue({
    typeName: 'adapter',
    attribute: name => methods[name],
    names: () => Object.keys(methods),
  })
}

// The root project may replace the macros of any package, so that each implementation is looked for in it first.
function dispatch({ order, packages }: MacroNamespace, call: Call): Value {
  const [macro, namespace] = bindArguments(
    'adapter.dispatch',
    ['macro_name', ['macro_namespace', null]],
    call,
  )
  const name = String(macro)
  const searched = namespace === null ? order : [...order.slice(0, -1), String(namespace), ...order.slice(-1)]
  const candidates = ['duckdb', 'default'].map(prefix => `${prefix}__${name}`)
  for (const owner of new Set(searched)) {
    for (const candidate of candidates) {
      const found = packages.get(owner)?.get(candidate)
      if (found !== undefined) return found
    }
  }
  const known = [...new Set(searched)].flatMap(owner => [...(packages.get(owner)?.keys() ?? [])])
  const closest = nearest(`default__${name}`, known)
  throw new GildError('dispatch-not-found', { macro: name, candidates, closest }, { at: call.at() })
}
