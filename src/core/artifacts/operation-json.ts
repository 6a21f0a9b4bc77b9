import { createHash } from 'node:crypto'
import type { OperationNode } from '../parse/manifest.ts'
import { dependsOnJson, refs, sources } from './node-json.ts'
import { fileInPackage } from './package-file.ts'

/** A statement of `on-run-start` or `on-run-end` as `manifest.json` has it: dbt's operation node. */
export function operationJson(node: OperationNode): Readonly<Record<string, unknown>> {
  const { name, hook, index, dependsOn } = node
  return {
    database: 'memory',
    schema: '',
    name,
    resource_type: 'operation',
    package_name: node.package,
    path: `hooks/${name}.sql`,
    original_file_path: fileInPackage(node),
    unique_id: node.id,
    fqn: node.fqn,
    alias: name,
    checksum: { name: 'sha256', checksum: createHash('sha256').update(hook.sql).digest('hex') },
    config: { enabled: true, materialized: 'view', tags: node.tags, meta: {} },
    tags: node.tags,
    description: '',
    columns: {},
    meta: {},
    group: null,
    docs: { show: true, node_color: null },
    patch_path: null,
    build_path: null,
    unrendered_config: {},
    relation_name: null,
    raw_code: hook.sql,
    doc_blocks: [],
    language: 'sql',
    refs: refs(dependsOn),
    sources: sources(dependsOn),
    metrics: [],
    functions: [],
    depends_on: dependsOnJson(dependsOn),
    compiled_path: null,
    contract: { enforced: false, alias_types: true, checksum: null },
    index,
  }
}
