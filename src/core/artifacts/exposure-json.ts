import { configOf } from '../graph/node-config.ts'
import type { ExposureNode } from '../parse/manifest.ts'
import { dependsOn, refs, sources } from './node-json.ts'
import { fileInPackage, fileInResourceFolder } from './package-file.ts'

/** An exposure as `manifest.json` has it. */
export function exposureJson(node: ExposureNode): Readonly<Record<string, unknown>> {
  const { name, email } = node.owner
  return {
    name: node.name,
    resource_type: 'exposure',
    package_name: node.package,
    path: fileInResourceFolder(node),
    original_file_path: fileInPackage(node),
    unique_id: node.id,
    fqn: node.fqn,
    type: node.type,
    owner: { name: name ?? null, email: email.length > 1 ? email : (email[0] ?? null) },
    description: node.description,
    label: node.label ?? null,
    maturity: node.maturity ?? null,
    meta: node.meta,
    tags: node.tags,
    config: configOf(node),
    unrendered_config: {},
    url: node.url ?? null,
    depends_on: dependsOn(node),
    refs: refs(node.dependsOn),
    sources: sources(node.dependsOn),
    metrics: [],
    created_at: 0,
  }
}
