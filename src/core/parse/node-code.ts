import { createHash } from 'node:crypto'
import type { Manifest, ManifestNode, NodeId, SeedNode } from './manifest.ts'

/**
 * A hash (SHA-256, hex) of everything that decides what a node's SQL does: its text, config, macros and variables, and
 * the same of the views and ephemeral models that it inlines. Of a seed: its file and config.
 */
export function nodeCode(manifest: Manifest, id: NodeId): string {
  const parts = [...inlined(manifest, id)].map(node => [node.id, ownCode(manifest, node)] as const)
  // The order in which references appear is a part of the text already.
  return sha256(canonical([id, parts.sort(([a], [b]) => (a < b ? -1 : 1))]))
}

// The node and, through views and ephemeral models, all whose SQL becomes a part of its own.
function inlined({ nodes }: Manifest, id: NodeId): ReadonlySet<ManifestNode> {
  const first = nodes.get(id)
  const found = new Set(first === undefined ? [] : [first])
  // A set that grows while it is walked: each node is looked at once, also in a circle.
  for (const node of found) {
    for (const input of node.kind === 'seed' ? [] : node.dependsOn.nodes) {
      const read = nodes.get(input)
      if (read?.kind === 'model' && isInlined(read.config.materialized)) found.add(read)
    }
  }
  return found
}

function isInlined(materialized: string): boolean {
  return materialized === 'view' || materialized === 'ephemeral'
}

const known = new WeakMap<ManifestNode, string>()

// Nodes are immutable, so what is computed for one stays true.
function ownCode(manifest: Manifest, node: ManifestNode): string {
  const before = known.get(node)
  if (before !== undefined) return before
  const code = sha256(canonical(codeParts(manifest, node)))
  known.set(node, code)
  return code
}

function codeParts(manifest: Manifest, node: ManifestNode): unknown {
  const { macros } = manifest
  const config = Object.fromEntries(
    Object.entries(node.config.raw).filter(([key]) => !withoutEffect.has(key)),
  )
  if (node.kind === 'seed') return { checksum: node.checksum, config, ...hookCode(manifest, node) }
  const { macros: called, vars, environment } = node.dependsOn
  const texts = [...called].sort().map(name => [name, macros.get(name)?.sql])
  return { sql: node.rawSql, config, macros: texts, vars, environment }
}

// The text of hooks is a part of the config.
function hookCode({ macros }: Manifest, { hooks }: SeedNode): object {
  if (hooks === undefined) return {}
  const { macros: called, vars, environment } = hooks.dependsOn
  return { macros: [...called].sort().map(name => [name, macros.get(name)?.sql]), vars, environment }
}

// Where a table is, who may see it, what is said about it: none of this changes a row.
const withoutEffect: ReadonlySet<string> = new Set([
  'access',
  'alias',
  'database',
  'description',
  'docs',
  'enabled',
  'freshness',
  'full_refresh',
  'grants',
  'group',
  'on_configuration_change',
  'path',
  'persist_docs',
  'quoting',
  'schema',
  'static_analysis',
  'store_failures',
  'store_failures_as',
  'tags',
])

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
