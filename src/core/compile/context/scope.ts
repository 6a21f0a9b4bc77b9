import type {
  ManifestNode,
  ModelNode,
  NodeId,
  OperationNode,
  SeedNode,
  SourceNode,
  TestNode,
} from '../../parse/manifest.ts'
import type { Value } from '../../template/index.ts'
import type { CompileRequest, CompileRun } from '../options.ts'
import type { ReferenceNames } from './reference-names.ts'

/** One template of a compilation: the node's own, or that of an ephemeral model put into it. */
export interface Scope {
  readonly run: CompileRun
  readonly request: Omit<CompileRequest, 'node'> & { readonly node: ScopeNode }
  /** Whose template is rendered. */
  readonly node: ScopeNode
  readonly names: ReferenceNames
  /** Gets each ephemeral model that is used. */
  useEphemeral(id: NodeId): void
  /** The answers of `changed_partitions()`, by reference and column. */
  readonly changedPartitions: Map<string, readonly string[]>
  /** Gets the name of each relation that a query run while rendering reads, as SQL has it. */
  usedForValues(name: string): void
  /** Of statements beside the SQL of a node: what only they see. */
  readonly hook?: { readonly values: Readonly<Record<string, Value>> }
}

/** Seeds and operations have hooks only. */
export type ScopeNode = ModelNode | TestNode | SeedNode | OperationNode

/** Whether the SQL goes into a table that remembers how far it has read. */
export function isIncrementalModel({ request: { node }, hook }: Scope): boolean {
  return hook === undefined && node.kind === 'model' && node.config.materialized === 'incremental'
}

/** Whether something remembers how far the SQL has read: an incremental model's table, or the record of passed tests. */
export function remembersReads(scope: Scope): boolean {
  return isIncrementalModel(scope) || scope.request.node.kind === 'test'
}

/** How messages name a node. */
export function displayName(node: ManifestNode | SourceNode | OperationNode): string {
  return node.kind === 'source' ? `${node.sourceName}.${node.name}` : node.name
}
