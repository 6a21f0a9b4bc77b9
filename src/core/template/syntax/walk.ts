import type { Node } from './ast.ts'

/** Every node of a tree, itself first, in the order of the text. */
export function walk(tree: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit)
    return
  }
  if (typeof tree !== 'object' || tree === null) return
  if (isNode(tree)) visit(tree)
  for (const part of Object.values(tree)) if (typeof part === 'object') walk(part, visit)
}

// Of what a tree holds, only nodes have a `kind`.
function isNode(part: object): part is Node {
  return 'kind' in part
}
