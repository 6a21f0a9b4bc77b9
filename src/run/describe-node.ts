import type { ManifestNode, OperationNode, UnitTestNode } from '../core/parse/manifest.ts'
import type { NodeOutcome } from '../ports/run-event.ts'

/** What a step of a run is about. */
export type RunNode = ManifestNode | UnitTestNode | OperationNode

/** What an outcome says of the node itself. */
export function describeNode(
  node: RunNode,
): Pick<NodeOutcome, 'id' | 'name' | 'resourceType' | 'describes' | 'relation' | 'at'> {
  const common = { id: node.id, name: node.name, resourceType: node.kind, at: { file: node.file } }
  switch (node.kind) {
    case 'test':
      return node.generic === undefined
        ? { ...common, describes: 'singular' }
        : { ...common, describes: node.generic.test, at: node.patchedAt ?? common.at }
    case 'unit_test':
      return { ...common, describes: 'unit_test', at: node.patchedAt ?? common.at }
    case 'operation':
      return { ...common, describes: node.when, at: node.hook.at }
    case 'seed':
      return { ...common, describes: 'seed', relation: `"${node.schema}"."${node.alias}"` }
    case 'model': {
      const { materialized, incrementalStrategy } = node.config
      const describes = materialized === 'incremental' ? `incremental (${incrementalStrategy})` : materialized
      return { ...common, describes, relation: `"${node.schema}"."${node.alias}"` }
    }
  }
}
