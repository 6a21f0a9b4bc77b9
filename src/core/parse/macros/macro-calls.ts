import { builtinPackage } from '../macro-namespace.ts'
import type { MacroNode, MacroPatch } from '../manifest.ts'
import type { ParsedMacro } from './read-macros.ts'
import type { VariableNames } from './variable-names.ts'

/** Answers which macros a text may call, by the names in it. */
export interface MacroCalls {
  /** `package.name` of the macros that a template of `packageName` may call by these names. */
  direct(names: readonly string[], packageName: string): readonly string[]
  /** These and all that they call, without duplicates. */
  transitive(macros: readonly string[]): readonly string[]
}

export function macroCalls(macros: ReadonlyMap<string, ParsedMacro>, projectName: string): MacroCalls {
  const resolved = new Map<string, readonly string[]>()
  const byPackage = new Map<string, Map<string, readonly string[]>>()
  function lookUp(name: string, packageName: string): readonly string[] {
    if (macros.has(name)) return [name]
    const own = packageName === builtinPackage ? [] : [packageName]
    const order = [...new Set([...own, projectName, builtinPackage])]
    const owner = order.find(candidate => macros.has(`${candidate}.${name}`))
    const called = owner === undefined ? [] : [`${owner}.${name}`]
    // A name given to adapter.dispatch() stands for its implementations, which any package may have.
    return [...called, ...[`duckdb__${name}`, `default__${name}`].flatMap(each => byName().get(each) ?? [])]
  }
  let names: Map<string, readonly string[]> | undefined
  function byName(): ReadonlyMap<string, readonly string[]> {
    if (names !== undefined) return names
    names = new Map<string, readonly string[]>()
    for (const [key, { node }] of macros) names.set(node.name, [...(names.get(node.name) ?? []), key])
    return names
  }
  // Every template has names that no macro has, and most templates have the same ones.
  function direct(names: readonly string[], packageName: string): readonly string[] {
    const known = byPackage.get(packageName) ?? new Map<string, readonly string[]>()
    byPackage.set(packageName, known)
    const found: string[] = []
    for (const name of names) {
      const keys = known.get(name) ?? lookUp(name, packageName)
      known.set(name, keys)
      found.push(...keys)
    }
    return found
  }
  function callsOf(key: string): readonly string[] {
    const known = resolved.get(key)
    if (known !== undefined) return known
    const macro = macros.get(key)
    const found = macro === undefined ? [] : direct(macro.names, macro.node.package)
    resolved.set(key, found)
    return found
  }
  function transitive(start: readonly string[]): readonly string[] {
    const found = new Set(start)
    // A set that grows while it is walked: each macro is looked at once.
    for (const key of found) for (const called of callsOf(key)) found.add(called)
    return [...found]
  }
  return { direct, transitive }
}

/** The macros with what they call and how YAML describes them. */
export function macroNodes(
  macros: ReadonlyMap<string, ParsedMacro>,
  { calls, patches }: { readonly calls: MacroCalls; readonly patches: ReadonlyMap<string, MacroPatch> },
): ReadonlyMap<string, MacroNode> {
  const nodes = new Map<string, MacroNode>()
  for (const [key, { node, names, definition }] of macros) {
    const patch = patches.get(key) ?? { description: '', meta: {}, arguments: [], patchedAt: undefined }
    const parameters = definition.parameters.map(({ name }) => ({ name, type: undefined, description: '' }))
    const described = patch.arguments.length > 0 ? patch.arguments : parameters
    const called = [...new Set(calls.direct(names, node.package))]
    nodes.set(key, { ...node, ...patch, arguments: described, calls: called })
  }
  return nodes
}

/** The variables that macros may read. */
export function variablesOf(
  macros: ReadonlyMap<string, ParsedMacro>,
  keys: readonly string[],
): VariableNames {
  const found = keys.flatMap(key => macros.get(key)?.variables ?? [])
  return {
    vars: found.flatMap(each => each.vars),
    environment: found.flatMap(each => each.environment),
  }
}
