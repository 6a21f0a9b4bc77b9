import { bug } from '../../errors/bug.ts'
import type { Graph } from '../graph/dag.ts'
import type { NodeId } from '../parse/manifest.ts'
import type { Project } from '../project/project.ts'
import type { ArtifactMetadata } from './run-results.ts'

export interface ManifestJsonInput {
  readonly metadata: ArtifactMetadata
  readonly graph: Graph
  readonly project: Project
  /** Compiled SQL of the nodes that were compiled. */
  readonly compiledSql: ReadonlyMap<NodeId, string>
}

/** dbt's `manifest.json`, v12, as text: nodes by id. */
export function manifestJson(input: ManifestJsonInput): string {
  return bug(`no manifest of ${input.graph.order.length}`)
}
