import type { MacroNamespace, MacroValue } from '../template/index.ts'
import type { MacroNode } from './manifest.ts'

/** The name of gild's built-in package, which the project's macros override. */
export const builtinPackage = 'dbt'

/** The macros as one package sees them, and where it looks for those that it dispatches. */
export interface PackageMacros extends MacroNamespace {
  /** The packages that `adapter.dispatch(name, namespace)` looks in, first wins. */
  dispatchOrder(namespace: string): readonly string[]
}

/** A manifest, or as much of one as is needed. */
export interface MacroOwners {
  readonly projectName: string
  readonly macros: ReadonlyMap<string, Pick<MacroNode, 'name' | 'package' | 'value'>>
  /** By namespace: where `adapter.dispatch` looks for its macros. */
  readonly dispatch?: ReadonlyMap<string, readonly string[]> | undefined
}

/** The macros of a project as a node of `packageName` sees them. Building it costs a pass over all macros. */
export function macroNamespace(
  { macros, projectName, dispatch = new Map() }: MacroOwners,
  packageName = projectName,
): PackageMacros {
  const packages = new Map<string, Map<string, MacroValue>>()
  for (const { name, package: owner, value } of macros.values()) {
    const own = packages.get(owner) ?? new Map<string, MacroValue>()
    packages.set(owner, own.set(name, value))
  }
  return {
    order: [...new Set([packageName, projectName, builtinPackage])],
    packages,
    // As in dbt, the root project may replace the macros of any package.
    dispatchOrder: namespace => dispatch.get(namespace) ?? [...new Set([projectName, namespace])],
  }
}
