import { bug } from '../../../errors/bug.ts'
import type { Manifest, ModelNode, NodeId, SeedNode, SourceNode } from '../../parse/manifest.ts'

/** What `ref()` can mean. */
export type Referable = ModelNode | SeedNode

interface Index {
  readonly byName: ReadonlyMap<string, readonly Referable[]>
  readonly bySource: ReadonlyMap<string, SourceNode>
}

const indexes = new WeakMap<Manifest, Index>()

/** The model or seed: of `packageName` when given, else the one in `from`, else the only or first one of that name. */
export function findRef(
  manifest: Manifest,
  { packageName, name }: { readonly packageName: string | undefined; readonly name: string },
  from: string,
): Referable | undefined {
  const found = indexOf(manifest).byName.get(name) ?? []
  if (packageName !== undefined) return found.find(node => node.package === packageName)
  const inPackage = (owner: string) => found.find(node => node.package === owner)
  return inPackage(from) ?? inPackage(manifest.projectName) ?? found[0]
}

export function refNames(manifest: Manifest): Iterable<string> {
  return indexOf(manifest).byName.keys()
}

export function findSource(manifest: Manifest, source: string, table: string): SourceNode | undefined {
  return indexOf(manifest).bySource.get(`${source}.${table}`)
}

export function sourceNames(manifest: Manifest): Iterable<string> {
  return indexOf(manifest).bySource.keys()
}

/** The ephemeral model of that id. */
export function ephemeral(manifest: Manifest, id: NodeId): ModelNode {
  const node = manifest.nodes.get(id)
  return node?.kind === 'model' ? node : bug(`the ephemeral model "${id}" is not in the manifest`)
}

function indexOf(manifest: Manifest): Index {
  const index = indexes.get(manifest) ?? buildIndex(manifest)
  indexes.set(manifest, index)
  return index
}

function buildIndex(manifest: Manifest): Index {
  const byName = new Map<string, Referable[]>()
  for (const node of manifest.nodes.values()) {
    if (node.kind === 'test') continue
    const namesakes = byName.get(node.name) ?? []
    namesakes.push(node)
    byName.set(node.name, namesakes)
  }
  const sources = [...manifest.sources.values()]
  return { byName, bySource: new Map(sources.map(node => [`${node.sourceName}.${node.name}`, node])) }
}
