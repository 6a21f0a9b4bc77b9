import type { MacroNamespace, MacroValue } from '../template/index.ts'
import type { MacroNode } from './manifest.ts'

/** The name of gild's built-in package, which the project's macros override. */
export const builtinPackage = 'dbt'

/** A manifest, or as much of one as is needed. */
export interface MacroOwners {
  readonly projectName: string
  readonly macros: ReadonlyMap<string, Pick<MacroNode, 'name' | 'package' | 'value'>>
}

/** The macros of a project as a node of `packageName` sees them. Building it costs a pass over all macros. */
export function macroNamespace(
  { macros, projectName }: MacroOwners,
  packageName = projectName,
): MacroNamespace {
  const packages = new Map<string, Map<string, MacroValue>>()
  for (const { name, package: owner, value } of macros.values()) {
    const own = packages.get(owner) ?? new Map<string, MacroValue>()
    packages.set(owner, own.set(name, value))
  }
  return { order: [...new Set([packageName, projectName, builtinPackage])], packages }
}
