import { createHash } from 'node:crypto'
import type { Graph } from '../graph/dag.ts'
import type { DocBlock, MacroNode, Manifest, ManifestNode, NodeId } from '../parse/manifest.ts'
import type { Project } from '../project/project.ts'
import { exposureJson } from './exposure-json.ts'
import { jsonText } from './json.ts'
import { type ArtifactMetadata, metadataJson } from './metadata.ts'
import { macroId, merged, nodeJson } from './node-json.ts'
import { operationJson } from './operation-json.ts'
import { fileInPackage, fileInResourceFolder } from './package-file.ts'
import { unitTestJson } from './unit-test-json.ts'

export interface ManifestJsonInput {
  readonly metadata: ArtifactMetadata
  readonly graph: Graph
  readonly project: Pick<Project, 'name' | 'target'>
  /** Compiled SQL of the nodes that were compiled. */
  readonly compiledSql: ReadonlyMap<NodeId, string>
}

/** dbt's `manifest.json`, v12, as text. Everything stands in the order of the ids: equal projects give equal text. */
export function manifestJson({ metadata, graph, project, compiledSql }: ManifestJsonInput): string {
  const { manifest } = graph
  const macros = [...manifest.macros].map(([key, macro]) => [macroId(key), macroJson(key, macro)] as const)
  const none = {}
  return jsonText({
    metadata: {
      ...metadataJson(metadata, 'manifest/v12'),
      project_name: project.name,
      project_id: createHash('md5').update(project.name).digest('hex'),
      user_id: null,
      send_anonymous_usage_stats: false,
      adapter_type: project.target.engine,
    },
    nodes: sorted([
      ...[...manifest.nodes].map(([id, node]) => [id, withCompiled(node, compiledSql.get(id))] as const),
      ...[...manifest.operations].map(([id, node]) => [id, operationJson(node)] as const),
    ]),
    sources: sorted([...manifest.sources].map(([id, node]) => [id, nodeJson(node)])),
    macros: sorted(macros),
    docs: sorted([...manifest.docs].map(([key, block]) => [`doc.${key}`, docJson(key, block)])),
    exposures: sorted([...manifest.exposures].map(([id, node]) => [id, exposureJson(node)])),
    metrics: none,
    groups: none,
    selectors: none,
    disabled: disabledJson(manifest.disabled),
    parent_map: edges(graph.parents),
    child_map: edges(graph.children),
    group_map: none,
    saved_queries: none,
    semantic_models: none,
    unit_tests: sorted([...manifest.unitTests].map(([id, test]) => [id, unitTestJson(test)])),
  })
}

function withCompiled(node: ManifestNode, sql: string | undefined): Readonly<Record<string, unknown>> {
  const json = nodeJson(node)
  if (node.kind === 'seed') return json
  if (sql === undefined) return merged(json, { compiled: false, compiled_code: null })
  return merged(json, { compiled: true, compiled_code: sql, extra_ctes_injected: true, extra_ctes: [] })
}

function macroJson(key: string, macro: MacroNode) {
  const { name, package: owner, packageFolder, sql, description, calls, meta, patchedAt } = macro
  const file = fileInPackage(macro)
  return {
    name,
    resource_type: 'macro',
    package_name: owner,
    path: file,
    original_file_path: file,
    unique_id: macroId(key),
    macro_sql: sql,
    depends_on: { macros: calls.map(macroId) },
    description,
    meta,
    docs: { show: true, node_color: null },
    patch_path:
      patchedAt === undefined ? null : `${owner}://${fileInPackage({ file: patchedAt.file, packageFolder })}`,
    arguments: macro.arguments.map(({ name: argument, type = null, description: about }) => ({
      name: argument,
      type,
      description: about,
    })),
    supported_languages: null,
  }
}

// dbt keeps a list for each id, because a disabled node may exist twice.
function disabledJson(disabled: Manifest['disabled']): ReadonlyMap<string, unknown> {
  const byId = new Map<string, unknown[]>()
  for (const node of disabled) {
    const list = byId.get(node.id) ?? []
    list.push(anyJson(node))
    byId.set(node.id, list)
  }
  return sorted(byId)
}

function anyJson(node: Manifest['disabled'][number]): Readonly<Record<string, unknown>> {
  if (node.kind === 'unit_test') return unitTestJson(node)
  return node.kind === 'exposure' ? exposureJson(node) : nodeJson(node)
}

function docJson(key: string, block: DocBlock) {
  const { name, package: owner, contents } = block
  return {
    name,
    resource_type: 'doc',
    package_name: owner,
    path: fileInResourceFolder(block),
    original_file_path: fileInPackage(block),
    unique_id: `doc.${key}`,
    block_contents: contents,
  }
}

function edges(of: ReadonlyMap<NodeId, readonly NodeId[]>): ReadonlyMap<string, unknown> {
  return sorted([...of].map(([id, ids]) => [id, [...ids].sort()]))
}

function sorted(entries: Iterable<readonly [string, unknown]>): ReadonlyMap<string, unknown> {
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
