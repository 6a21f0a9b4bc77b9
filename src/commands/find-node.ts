import type { Manifest, ManifestNode, SourceNode } from '../core/parse/manifest.ts'
import { GildError } from '../errors/gild-error.ts'
import { nearest } from '../errors/nearest.ts'

/** The model, seed, source (`source.table`) or data test of that name. Throws `unknown-node`. */
export function findNode({ nodes, sources }: Manifest, name: string): ManifestNode | SourceNode {
  const all = [...nodes.values(), ...sources.values()]
  const found = all.find(node => nameOf(node) === name || node.id === name)
  if (found !== undefined) return found
  throw new GildError('unknown-node', { name, closest: nearest(name, all.map(nameOf)) })
}

function nameOf(node: ManifestNode | SourceNode): string {
  return node.kind === 'source' ? `${node.sourceName}.${node.name}` : node.name
}
