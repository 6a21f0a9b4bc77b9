import { type GraphNode, graphNode } from '../graph/dag.ts'
import { configOf } from '../graph/node-config.ts'
import type { Manifest, NodeId } from '../parse/manifest.ts'
import { jsonText } from './json.ts'
import { dependsOn } from './node-json.ts'
import { fileInPackage } from './package-file.ts'

export type ListOutput = 'name' | 'selector' | 'path' | 'json'

/** One line for each node, in the given order: what `gild ls` prints. */
export function listNodes(manifest: Manifest, ids: Iterable<NodeId>, output: ListOutput): readonly string[] {
  const line = lines[output]
  return [...ids].map(id => line(graphNode(manifest, id)))
}

const lines: Readonly<Record<ListOutput, (node: GraphNode) => string>> = {
  name: node => (node.kind === 'source' ? `${node.sourceName}.${node.name}` : node.name),
  // What `--select` takes to find this node and no other.
  selector: selectorOf,
  path: node => node.file,
  json: node => jsonText(describe(node)),
}

function selectorOf(node: GraphNode): string {
  if (node.kind === 'source') return `source:${node.package}.${node.sourceName}.${node.name}`
  if (node.kind === 'unit_test' || node.kind === 'exposure')
    return `${node.kind}:${node.package}.${node.name}`
  return node.fqn.join('.')
}

// The keys that `dbt ls --output json` prints.
function describe(node: GraphNode): Readonly<Record<string, unknown>> {
  const common = {
    name: node.name,
    resource_type: node.kind,
    package_name: node.package,
    original_file_path: fileInPackage(node),
    unique_id: node.id,
  }
  const rest = { config: configOf(node), tags: node.tags }
  switch (node.kind) {
    case 'source':
      return { ...common, source_name: node.sourceName, ...rest }
    case 'seed':
      return { ...common, alias: node.alias, ...rest, depends_on: dependsOn(node) }
    case 'model':
      return { ...common, alias: node.alias, ...rest, depends_on: dependsOn(node) }
    case 'unit_test':
    case 'exposure':
    case 'test':
      return { ...common, ...rest, depends_on: dependsOn(node) }
  }
}
