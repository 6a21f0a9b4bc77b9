import { createHash } from 'node:crypto'
import type { GraphNode } from '../graph/dag.ts'
import { configOf } from '../graph/node-config.ts'
import type {
  ColumnProperties,
  Dependencies,
  ManifestNode,
  ModelNode,
  NodeId,
  SourceNode,
  TestNode,
} from '../parse/manifest.ts'

import { fileInPackage, fileInResourceFolder } from './package-file.ts'

type Json = Readonly<Record<string, unknown>>

/** A node as `manifest.json` has it, and as templates see it under the name `model`. */
export function nodeJson(node: ManifestNode | SourceNode): Json {
  const common = {
    database: null,
    schema: schemaOf(node),
    name: node.name,
    resource_type: node.kind,
    package_name: node.package,
    path: pathOf(node),
    original_file_path: fileInPackage(node),
    unique_id: node.id,
    fqn: node.fqn,
    config: configOf(node),
    tags: node.tags,
    description: node.description,
    columns: columnsJson(node.kind === 'test' ? [] : node.columns),
    meta: node.meta,
    patch_path: patchPath(node),
    unrendered_config: {},
    doc_blocks: [],
  }
  switch (node.kind) {
    case 'model':
      return merged(common, sqlJson(node), modelJson(node))
    case 'seed':
      return merged(common, {
        alias: node.alias,
        checksum: { name: 'sha256', checksum: node.checksum },
        group: null,
        docs,
        build_path: null,
        relation_name: relationName(node.schema, node.alias),
        raw_code: '',
        root_path: null,
        depends_on: { macros: dependsOn(node).macros },
      })
    case 'test':
      return merged(common, sqlJson(node), testJson(node))
    case 'source': {
      const files = externalJson(node)
      return merged(common, {
        source_name: node.sourceName,
        source_description: '',
        loader: node.stream === undefined ? '' : 'gild',
        identifier: node.name,
        quoting: {},
        loaded_at_field: null,
        freshness: null,
        external: files === undefined ? null : { location: files.location, file_format: files.format },
        source_meta: {},
        config: {
          ...common.config,
          stream: node.stream ?? null,
          path: node.path ?? null,
          external: files ?? null,
        },
        relation_name: relationName(node.sourceName, node.name),
      })
    }
  }
}

function externalJson({ external }: SourceNode) {
  return external === undefined ? undefined : { location: external.location, format: external.format }
}

/** One object of all keys. Spreading objects of this size into one takes V8 twenty times as long. */
export function merged(...parts: readonly Json[]): Json {
  return Object.assign({}, ...parts)
}

/** In dbt's form. */
export function dependsOn(node: GraphNode): {
  readonly macros: readonly string[]
  readonly nodes: readonly NodeId[]
} {
  if (node.kind === 'seed') return { macros: (node.hooks?.dependsOn.macros ?? []).map(macroId), nodes: [] }
  if (node.kind === 'source') return { macros: [], nodes: [] }
  return dependsOnJson(node.dependsOn)
}

export function dependsOnJson({ macros, nodes }: Dependencies): ReturnType<typeof dependsOn> {
  return { macros: macros.map(macroId), nodes }
}

/** dbt's `unique_id` of a macro, by `package.name`. */
export function macroId(macro: string): string {
  return `macro.${macro}`
}

const docs = { show: true, node_color: null }

function modelJson(node: ModelNode): Json {
  const isStored = node.config.materialized !== 'ephemeral'
  return {
    alias: node.alias,
    relation_name: isStored ? relationName(node.schema, node.alias) : null,
    access: 'protected',
    constraints: [],
    version: null,
    latest_version: null,
    deprecation_date: null,
    defer_relation: null,
    primary_key: [],
  }
}

function testJson(node: TestNode): Json {
  const stored = node.config.storeFailures === true
  const common = {
    alias: node.alias,
    relation_name: stored ? relationName('dbt_test__audit', node.alias) : null,
  }
  if (node.generic === undefined) return common
  const { test, column, arguments: kwargs, attachedTo } = node.generic
  return {
    ...common,
    column_name: column ?? null,
    file_key_name: null,
    attached_node: attachedTo,
    test_metadata: { name: test, kwargs: { column_name: column ?? null, ...kwargs }, namespace: null },
  }
}

function sqlJson(node: ModelNode | TestNode): Json {
  return {
    checksum: { name: 'sha256', checksum: createHash('sha256').update(node.rawSql).digest('hex') },
    group: null,
    docs,
    build_path: null,
    raw_code: node.rawSql,
    language: 'sql',
    refs: refs(node.dependsOn),
    sources: sources(node.dependsOn),
    metrics: [],
    depends_on: dependsOn(node),
    compiled_path: null,
    contract: { enforced: false, alias_types: true, checksum: null },
  }
}

// An id is `model.package.name` or `source.package.source.table`; names of models hold no dot.
/** In dbt's form: the models and seeds that are referred to. */
export function refs({ nodes }: Dependencies): readonly Json[] {
  const names = nodes.filter(id => !id.startsWith('source.')).map(id => id.split('.').slice(2).join('.'))
  return names.map(name => ({ name, package: null, version: null }))
}

/** In dbt's form. */
export function sources({ nodes }: Dependencies): readonly (readonly string[])[] {
  const ids = nodes.filter(id => id.startsWith('source.')).map(id => id.split('.').slice(2))
  return ids.map(([source = '', ...table]) => [source, table.join('.')])
}

function schemaOf(node: ManifestNode | SourceNode): string {
  if (node.kind === 'source') return node.sourceName
  return node.kind === 'test' ? 'dbt_test__audit' : node.schema
}

// Relative to `models/`, `seeds/` or `tests/`, except for what YAML declares.
function pathOf(node: ManifestNode | SourceNode): string {
  if (node.kind === 'source') return fileInPackage(node)
  if (node.kind === 'test' && node.generic !== undefined) return `${node.name}.sql`
  return fileInResourceFolder(node)
}

function patchPath(node: ManifestNode | SourceNode): string | null {
  const { kind, package: owner, packageFolder, patchedAt } = node
  if (patchedAt === undefined || kind === 'source' || kind === 'test') return null
  return `${owner}://${fileInPackage({ file: patchedAt.file, packageFolder })}`
}

function relationName(schema: string, name: string): string {
  return [schema, name].map(part => `"${part.replaceAll('"', '""')}"`).join('.')
}

function columnsJson(columns: readonly ColumnProperties[]): Json {
  const entries = columns.map(({ name, description, dataType, tags, meta }) => {
    const rest = { constraints: [], quote: null, granularity: null, doc_blocks: [] }
    return [name, { name, description, meta, data_type: dataType ?? null, tags, ...rest }] as const
  })
  return Object.fromEntries(entries)
}
