import type { GraphNode } from '../graph/dag.ts'

/** A node as `manifest.json` has it, and as templates see it under the name `model`. */
export function nodeJson(node: GraphNode): Readonly<Record<string, unknown>> {
  return { unique_id: node.id }
}
