import type { Manifest, ManifestNode, ModelNode, NodeId, SourceNode } from '../../core/parse/manifest.ts'
import { bug } from '../../errors/bug.ts'

/** What a node reads in the end, through views and ephemeral models. */
export type NodeInput =
  | {
      readonly kind: 'table'
      readonly id: NodeId
      readonly name: string
      readonly path: string
      readonly what: 'model' | 'seed' | 'source'
    }
  /** A plain table source of files. */
  | { readonly kind: 'files'; readonly id: NodeId; readonly name: string }
  | { readonly kind: 'stream'; readonly id: NodeId; readonly name: string; readonly topic: string }

/** Statements that belong to no node: what they read is known when they have been written. */
export interface Statements {
  readonly kind: 'statements'
  readonly dependsOn: { readonly nodes: readonly NodeId[] }
}

/**
 * Tables and streams that a node reads, each once, in order of appearance. What only its post-hooks read is none of
 * them: it cannot change the rows of the node.
 */
export function nodeInputs(manifest: Manifest, node: ManifestNode | Statements): readonly NodeInput[] {
  const inputs = new Map<NodeId, NodeInput>()
  const seen = new Set<NodeId>()
  function visit(id: NodeId): void {
    if (seen.has(id)) return
    seen.add(id)
    const source = manifest.sources.get(id)
    if (source !== undefined) {
      inputs.set(id, sourceInput(source))
      return
    }
    const parent =
      manifest.nodes.get(id) ?? bug(`"${idOf(node)}" depends on "${id}", which is not in the manifest`)
    if (parent.kind === 'test') bug(`"${idOf(node)}" depends on the data test "${id}"`)
    if (isStored(parent))
      inputs.set(id, { kind: 'table', id, name: parent.name, path: parent.path, what: parent.kind })
    else if (parent.kind === 'model') readBySql(parent).forEach(visit)
  }
  if (node.kind === 'model')
    readBySql(node)
      .concat(node.hooks?.reads.pre ?? [])
      .forEach(visit)
  else if (node.kind !== 'seed') node.dependsOn.nodes.forEach(visit)
  return [...inputs.values()]
}

/** The tables and streams that only the post-hooks of a node read. */
export function postHookInputs(manifest: Manifest, node: ManifestNode): readonly NodeInput[] {
  const nodes = node.kind === 'model' ? (node.hooks?.reads.post ?? []) : []
  return nodes.length === 0 ? [] : nodeInputs(manifest, { kind: 'statements', dependsOn: { nodes } })
}

// The hooks of a view do nothing to the rows of those who read it.
function readBySql({ dependsOn, hooks }: ModelNode): readonly NodeId[] {
  if (hooks === undefined) return dependsOn.nodes
  const byHooks = new Set([...hooks.reads.pre, ...hooks.reads.post])
  return dependsOn.nodes.filter(id => !byHooks.has(id))
}

/** True for what has a table of its own. */
export function isStored(node: ManifestNode): boolean {
  if (node.kind === 'model') return !isInlined(node)
  return node.kind === 'seed'
}

/** Views and ephemeral models: their SQL becomes part of what reads them. */
export function isInlined({ config }: ModelNode): boolean {
  return config.materialized === 'view' || config.materialized === 'ephemeral'
}

function sourceInput(source: SourceNode): NodeInput {
  const name = `${source.sourceName}.${source.name}`
  if (source.stream !== undefined) return { kind: 'stream', id: source.id, name, topic: source.stream.topic }
  if (source.external !== undefined) return { kind: 'files', id: source.id, name }
  const path = source.path ?? bug(`the source "${name}" has neither a stream nor a path`)
  return { kind: 'table', id: source.id, name, path, what: 'source' }
}

function idOf(node: ManifestNode | Statements): string {
  return node.kind === 'statements' ? 'a statement' : node.id
}
