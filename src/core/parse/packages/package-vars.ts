import type { Project } from '../../project/project.ts'
import type { Vars } from '../../project/vars.ts'
import { isMap } from '../../project/yaml/plain-data.ts'

/**
 * The variables of a project and of its packages. What a package sets is its default: the root project's variables win
 * over it, and those that it sets for the package alone win over those that it sets for all.
 */
export function varsWithPackages({ name, vars }: Project, packages: readonly Project[]): Vars {
  const scoped = packages.map(({ name: of, vars: own }) => {
    const forPackage = vars.global[of]
    const values = {
      ...own.global,
      ...own.packages[of],
      ...vars.global,
      ...(isMap(forPackage) ? forPackage : {}),
    }
    return [of, values] as const
  })
  return { ...vars, packages: { [name]: vars.packages[name] ?? {}, ...Object.fromEntries(scoped) } }
}
