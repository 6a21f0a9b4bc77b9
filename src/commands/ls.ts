import { type Graph, graphNode } from '../core/graph/dag.ts'
import { select } from '../core/graph/select.ts'
import type { NodeId } from '../core/parse/manifest.ts'
import type { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'
import { openProject, type ProjectOptions } from './open-project.ts'

export interface ListOptions extends ProjectOptions {
  readonly select: readonly string[]
  readonly exclude: readonly string[]
  /** `model`, `seed`, `source`, `test`; all when undefined. */
  readonly resourceTypes: readonly string[] | undefined
}

/** A node in the words of dbt's `ls --output json`. */
export interface ListedNode {
  /** What `--select` takes to mean this node. */
  readonly selector: string
  readonly unique_id: NodeId
  readonly name: string
  readonly resource_type: 'model' | 'seed' | 'source' | 'test'
  readonly package_name: string
  readonly original_file_path: string
  readonly tags: readonly string[]
  readonly config: Readonly<Record<string, unknown>>
  readonly depends_on: { readonly nodes: readonly NodeId[] }
}

export interface Listing {
  readonly nodes: readonly ListedNode[]
  readonly warnings: readonly GildError[]
}

/** The selected nodes, parents before children. */
export async function list(options: ListOptions, runtime: Runtime): Promise<Listing> {
  const { graph, warnings } = await openProject(options, runtime)
  const selection = select(graph, options)
  const nodes = selection.ids.map(id => describe(graph, id))
  const { resourceTypes } = options
  return {
    nodes: nodes.filter(node => resourceTypes === undefined || resourceTypes.includes(node.resource_type)),
    warnings: [...warnings, ...selection.warnings],
  }
}

function describe(graph: Graph, id: NodeId): ListedNode {
  const node = graphNode(graph.manifest, id)
  const isSource = node.kind === 'source'
  return {
    selector: isSource ? `source:${node.package}.${node.sourceName}.${node.name}` : node.fqn.join('.'),
    unique_id: node.id,
    name: isSource ? `${node.sourceName}.${node.name}` : node.name,
    resource_type: node.kind,
    package_name: node.package,
    original_file_path: node.file,
    tags: node.tags,
    config: isSource ? {} : node.config.raw,
    depends_on: { nodes: graph.parents.get(id) ?? [] },
  }
}
