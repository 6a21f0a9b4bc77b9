import type { ConfigLevel } from '../../project/config-levels.ts'
import { type ConfigTrees, treeLevels } from '../../project/config-tree.ts'
import type { ParseRun } from '../parse-run.ts'

/** What the project file of a node's own package configures for its folders. */
export function folderLevels(
  { project }: ParseRun,
  kind: keyof ConfigTrees,
  fqn: readonly string[],
): readonly ConfigLevel[] {
  return treeLevels(project.configTrees[kind], fqn)
}

/** What the root project configures for a node of a package: above everything that the package says, as in dbt. */
export function rootLevels(
  { root, project }: ParseRun,
  kind: keyof ConfigTrees,
  fqn: readonly string[],
): readonly ConfigLevel[] {
  return root.name === project.name ? [] : treeLevels(root.configTrees[kind], fqn)
}
