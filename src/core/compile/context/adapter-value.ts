import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { PackageMacros } from '../../parse/macro-namespace.ts'
import { bindArguments, type Call, hostFunction, hostValue, type Value } from '../../template/index.ts'
import { quoteIdentifier } from '../sql/quote.ts'

/** dbt's `adapter`, as far as it needs no connection: `dispatch`, `quote`, `type`. `more` is the rest. */
export function adapterValue(macros: PackageMacros, more: Readonly<Record<string, Value>> = {}): Value {
  const methods: Readonly<Record<string, Value>> = {
    ...more,
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

function dispatch({ order, packages, dispatchOrder }: PackageMacros, call: Call): Value {
  const [macro, namespace] = bindArguments(
    'adapter.dispatch',
    ['macro_name', ['macro_namespace', null]],
    call,
  )
  const name = String(macro)
  const searched = namespace === null ? order : dispatchOrder(String(namespace))
  const candidates = ['duckdb', 'default'].map(prefix => `${prefix}__${name}`)
  for (const owner of searched) {
    for (const candidate of candidates) {
      const found = packages.get(owner)?.get(candidate)
      if (found !== undefined) return found
    }
  }
  const known = searched.flatMap(owner => [...(packages.get(owner)?.keys() ?? [])])
  const closest = nearest(`default__${name}`, known)
  throw new GildError('dispatch-not-found', { macro: name, candidates, closest }, { at: call.at() })
}
