import { bug } from '../../../errors/bug.ts'
import type { Manifest, ModelNode, NodeId, SeedNode, SourceNode } from '../../parse/manifest.ts'

/** What `ref()` can mean. */
export type Referable = ModelNode | SeedNode

interface Index {
  readonly byName: ReadonlyMap<string, readonly Referable[]>
  readonly bySource: ReadonlyMap<string, readonly SourceNode[]>
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
  return nearestTo(from, manifest, found)
}

export function refNames(manifest: Manifest): Iterable<string> {
  return indexOf(manifest).byName.keys()
}

/** The table `<source>.<table>`: the one in `from`, else the root project's, else the first one of that name. */
export function findSource(manifest: Manifest, name: string, from: string): SourceNode | undefined {
  return nearestTo(from, manifest, indexOf(manifest).bySource.get(name) ?? [])
}

export function sourceNames(manifest: Manifest): Iterable<string> {
  return indexOf(manifest).bySource.keys()
}

/** The ephemeral model of that id. */
export function ephemeral(manifest: Manifest, id: NodeId): ModelNode {
  const node = manifest.nodes.get(id)
  return node?.kind === 'model' ? node : bug(`the ephemeral model "${id}" is not in the manifest`)
}

function nearestTo<T extends { readonly package: string }>(
  from: string,
  { projectName }: Manifest,
  found: readonly T[],
): T | undefined {
  const inPackage = (owner: string) => found.find(node => node.package === owner)
  return inPackage(from) ?? inPackage(projectName) ?? found[0]
}

function indexOf(manifest: Manifest): Index {
  const index = indexes.get(manifest) ?? buildIndex(manifest)
  indexes.set(manifest, index)
  return index
}

function buildIndex(manifest: Manifest): Index {
  const nodes = [...manifest.nodes.values()].filter(node => node.kind !== 'test')
  const sources = [...manifest.sources.values()]
  return {
    byName: grouped(nodes, ({ name }) => name),
    bySource: grouped(sources, ({ sourceName, name }) => `${sourceName}.${name}`),
  }
}

function grouped<T>(all: readonly T[], nameOf: (node: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const node of all) {
    const group = groups.get(nameOf(node))
    if (group === undefined) groups.set(nameOf(node), [node])
    else group.push(node)
  }
  return groups
}
