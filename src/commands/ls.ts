import { type ListOutput, listNodes } from '../core/artifacts/list-nodes.ts'
import { graphNode } from '../core/graph/dag.ts'
import { select } from '../core/graph/select.ts'
import type { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'
import { openProject, type ProjectOptions } from './open-project.ts'

export interface ListOptions extends ProjectOptions {
  readonly select: readonly string[]
  readonly exclude: readonly string[]
  /** `model`, `seed`, `source`, `test`; all when undefined. */
  readonly resourceTypes: readonly string[] | undefined
  readonly output: ListOutput
}

export interface Listing {
  /** One for each selected node, parents before children. */
  readonly lines: readonly string[]
  readonly warnings: readonly GildError[]
}

/** The selected nodes as `gild ls` prints them. */
export async function list(options: ListOptions, runtime: Runtime): Promise<Listing> {
  const { graph, manifest, warnings } = await openProject(options, runtime)
  const selection = select(graph, options)
  const { resourceTypes, output } = options
  const ids = selection.ids.filter(
    id => resourceTypes === undefined || resourceTypes.includes(graphNode(manifest, id).kind),
  )
  return { lines: listNodes(manifest, ids, output), warnings: [...warnings, ...selection.warnings] }
}
