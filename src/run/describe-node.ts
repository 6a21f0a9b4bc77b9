import type { ManifestNode } from '../core/parse/manifest.ts'
import type { NodeOutcome } from '../ports/run-event.ts'

/** What an outcome says of the node itself. */
export function describeNode(
  node: ManifestNode,
): Pick<NodeOutcome, 'id' | 'name' | 'resourceType' | 'describes' | 'relation'> {
  const common = { id: node.id, name: node.name, resourceType: node.kind }
  switch (node.kind) {
    case 'test':
      return { ...common, describes: node.generic?.test ?? 'singular' }
    case 'seed':
      return { ...common, describes: 'seed', relation: `"${node.schema}"."${node.alias}"` }
    case 'model': {
      const { materialized, incrementalStrategy } = node.config
      const describes = materialized === 'incremental' ? `incremental (${incrementalStrategy})` : materialized
      return { ...common, describes, relation: `"${node.schema}"."${node.alias}"` }
    }
  }
}
