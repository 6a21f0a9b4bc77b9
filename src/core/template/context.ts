import { hostValue } from './values/make.ts'
import type { HostValue, MacroValue, Value } from './values/value.ts'

/** The names a template sees beside those it sets itself. The language's own (`range`, `dict`, `namespace`, …) come last. */
export interface Context {
  get(name: string): Value | undefined
  /** For "did you mean". */
  names(): Iterable<string>
}

export function contextOf(values: Readonly<Record<string, Value>> | ReadonlyMap<string, Value>): Context {
  const map = values instanceof Map ? values : new Map(Object.entries(values))
  return { get: name => map.get(name), names: () => map.keys() }
}

/** The first that has a name wins. */
export function layered(...contexts: readonly Context[]): Context {
  return {
    get(name) {
      for (const context of contexts) {
        const value = context.get(name)
        if (value !== undefined) return value
      }
      return undefined
    },
    *names() {
      for (const context of contexts) yield* context.names()
    },
  }
}

/** The macros of a project, as one node sees them. */
export interface MacroNamespace {
  /** The packages that an unqualified name is looked up in, first wins: the node's own, the root project's, `dbt`. */
  readonly order: readonly string[]
  /** By package and name; also reached as `package.name`. */
  readonly packages: ReadonlyMap<string, ReadonlyMap<string, MacroValue>>
}

/** Macros call each other through this, so that a macro earlier in the order overrides one of the same name. */
export function macroContext({ order, packages }: MacroNamespace): Context {
  const searched = order.flatMap(name => packages.get(name) ?? [])
  const namespaces = new Map<string, HostValue>()
  for (const [name, macros] of packages) namespaces.set(name, packageValue(name, macros))
  return {
    get(name) {
      for (const macros of searched) {
        const macro = macros.get(name)
        if (macro !== undefined) return macro
      }
      return namespaces.get(name)
    },
    *names() {
      for (const macros of searched) yield* macros.keys()
      yield* namespaces.keys()
    },
  }
}

function packageValue(name: string, macros: ReadonlyMap<string, MacroValue>): HostValue {
  return hostValue({
    typeName: 'package',
    repr: () => `<package ${name}>`,
    attribute: macro => macros.get(macro),
    names: () => macros.keys(),
  })
}
