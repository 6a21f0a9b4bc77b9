import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { ModelNode, NodeId, SourceNode } from '../../parse/manifest.ts'
import { bindArguments, type Call, hostFunction, type Value } from '../../template/index.ts'
import type { Reference } from '../compiled.ts'
import { type Relation, relationValue } from './relation-value.ts'
import { findRef, findSource, type Referable, refNames, sourceNames } from './resolve.ts'
import { displayName, isIncrementalModel, type Scope } from './scope.ts'

/** `ref`, `source` and `this` while running. */
export function references(scope: Scope): Readonly<Record<'ref' | 'source' | 'this', Value>> {
  return {
    ref: hostFunction('ref', call => relationValue(refRelation(scope, call))),
    source: hostFunction('source', call => relationValue(sourceRelation(scope, call))),
    this: thisValue(scope),
  }
}

/** The same rows under a name of their own: each use is pruned by its own filters. */
export function lazilyNamed(scope: Scope, use: Omit<Relation, 'sqlName'>): Relation {
  let name: ReturnType<Relation['sqlName']> | undefined
  return {
    ...use,
    sqlName() {
      name ??= scope.names.add(use)
      return name
    },
  }
}

function refRelation(scope: Scope, call: Call): Relation {
  const { run, node } = scope
  const [first, second] = bindArguments(
    'ref',
    ['model', ['name', null], ['v', null], ['version', null]],
    call,
  )
  const packageName = second === null ? undefined : String(first)
  const name = String(second ?? first)
  const found = findRef(run.manifest, { packageName, name }, node.package)
  if (found === undefined) {
    const closest = nearest(name, refNames(run.manifest))
    throw new GildError('ref-not-found', { node: node.name, ref: name, closest }, { at: call.at() })
  }
  requireDeclared(scope, found, { text: `ref('${name}')`, call })
  const isGiven = scope.request.unitTest?.given.has(found.id) === true
  if (isEphemeral(found) && !isGiven) return ephemeralRelation(scope, found)
  return lazilyNamed(scope, { ...relationOfNode(found), to: found.id, mode: 'all' })
}

function sourceRelation(scope: Scope, call: Call): Relation {
  const { run, node } = scope
  const [sourceName, table] = bindArguments('source', ['source_name', 'table_name'], call).map(String)
  const source = `${sourceName}.${table}`
  const found = findSource(run.manifest, source, node.package)
  if (found === undefined) {
    const closest = nearest(source, sourceNames(run.manifest))
    throw new GildError('source-not-found', { node: node.name, source, closest }, { at: call.at() })
  }
  requireDeclared(scope, found, { text: `source('${sourceName}', '${table}')`, call })
  const mode: Reference['mode'] = found.stream !== undefined && isIncrementalModel(scope) ? 'appended' : 'all'
  const relation = { schema: found.sourceName, name: found.name }
  return lazilyNamed(scope, { relation, type: 'table', to: found.id, mode })
}

// What is read decides the order of a run, so it has to be known before. Queries typed by hand are in no graph.
function requireDeclared(
  { run, node }: Scope,
  found: Referable | SourceNode,
  { text, call }: { readonly text: string; readonly call: Call },
): void {
  if (!run.manifest.nodes.has(node.id) || node.kind === 'seed' || found.id === node.id) return
  if (node.dependsOn.nodes.includes(found.id)) return
  const params = { node: node.name, to: displayName(found), call: text }
  throw new GildError('ref-undeclared', params, { at: call.at() })
}

function thisValue(scope: Scope): Value {
  const { node, hook } = scope
  if (node.kind !== 'model' && node.kind !== 'seed') return null
  // The SQL of a model reads what was there before it, a hook what is there when it runs.
  const mode = hook === undefined ? 'this' : 'all'
  return relationValue(lazilyNamed(scope, { ...relationOfNode(node), to: node.id, mode }))
}

function relationOfNode(node: Referable): Pick<Relation, 'relation' | 'type'> {
  const isView = node.kind === 'model' && node.config.materialized === 'view'
  return { relation: { schema: node.schema, name: node.alias }, type: isView ? 'view' : 'table' }
}

function isEphemeral(node: Referable): node is ModelNode {
  return node.kind === 'model' && node.config.materialized === 'ephemeral'
}

function ephemeralRelation(scope: Scope, { id, schema, name }: ModelNode): Relation {
  const cte = cteName(name)
  return {
    to: id,
    mode: 'all',
    relation: { schema, name: cte },
    type: 'cte',
    sqlName() {
      scope.useEphemeral(id)
      return { name: cte }
    },
  }
}

/** dbt's name of the common table expression that an ephemeral model becomes. */
export function cteName(name: NodeId | string): string {
  return `__dbt__cte__${name}`
}
