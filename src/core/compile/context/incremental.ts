import { GildError } from '../../../errors/gild-error.ts'
import { bindArguments, type Call, hostFunction, type Value } from '../../template/index.ts'
import { lazilyNamed } from './references.ts'
import { type Relation, relationOf, relationValue } from './relation-value.ts'
import { displayName, remembersReads, type Scope } from './scope.ts'
import { valuesOf } from './values-of.ts'

/** gild's own way of reading only what changed: `stream`, `changes`, `changed_partitions`, `values_of`. */
export function incrementalFunctions(scope: Scope): Readonly<Record<string, Value>> {
  return {
    is_incremental: hostFunction(
      'is_incremental',
      () => scope.request.incremental && scope.node.id === scope.request.node.id,
    ),
    stream: hostFunction('stream', call => {
      const relation = argument(scope, 'stream', call)
      if (streamOf(scope, relation) === undefined) requireTable(scope, 'stream()', { relation, call })
      requireMemory(scope, 'stream()', { relation, call })
      return relationValue(lazilyNamed(scope, { ...relation, mode: 'appended' }))
    }),
    changes: hostFunction('changes', call => {
      const relation = argument(scope, 'changes', call)
      requireTable(scope, 'changes()', { relation, call })
      requireMemory(scope, 'changes()', { relation, call })
      return relationValue(lazilyNamed(scope, { ...relation, mode: 'changes' }))
    }),
    changed_partitions: hostFunction('changed_partitions', call => changedPartitions(scope, call)),
    values_of: hostFunction('values_of', call => valuesOf(scope, call)),
  }
}

interface Use {
  readonly relation: Relation
  readonly call: Call
}

async function changedPartitions(scope: Scope, call: Call): Promise<Value> {
  const [given, column] = bindArguments('changed_partitions', ['relation', 'column'], call)
  const relation = relationArgument(scope, 'changed_partitions', { given, call })
  const use = { relation, call }
  requireTable(scope, 'changed_partitions()', use)
  requireMemory(scope, 'changed_partitions()', use)
  const key = `${relation.to} ${String(column)}`
  const known = scope.changedPartitions.get(key)
  const values = known ?? (await scope.request.changedPartitions(relation.to, String(column)))
  scope.changedPartitions.set(key, values)
  // `in (null)` is true of no row.
  return values.length === 0 ? 'null' : values.join(', ')
}

function argument(scope: Scope, name: string, call: Call): Relation {
  const [given] = bindArguments(name, ['relation'], call)
  return relationArgument(scope, name, { given, call })
}

function relationArgument(
  { node }: Scope,
  name: string,
  { given, call }: { readonly given: Value; readonly call: Call },
): Relation {
  const relation = relationOf(given)
  if (relation !== undefined) return relation
  throw new GildError('changes-need-relation', { node: node.name, call: `${name}()` }, { at: call.at() })
}

function requireMemory(scope: Scope, call: string, use: Use): void {
  if (remembersReads(scope)) return
  if (scope.hook !== undefined) {
    const { name } = scope.node
    throw new GildError(
      'hook-reads-changes',
      { node: name, input: inputName(scope, use.relation), call },
      { at: use.call.at() },
    )
  }
  const params = { node: scope.request.node.name, input: inputName(scope, use.relation), call }
  throw new GildError('stream-needs-incremental', params, { at: use.call.at() })
}

function requireTable(scope: Scope, call: string, { relation, call: at }: Use): void {
  const source = scope.run.manifest.sources.get(relation.to)
  const params = { node: scope.node.name, input: inputName(scope, relation), call }
  if (source?.external !== undefined) throw new GildError('changes-of-files', params, { at: at.at() })
  if (relation.type === 'table' && source?.stream === undefined) return
  throw new GildError('changes-need-table', params, { at: at.at() })
}

function streamOf({ run }: Scope, { to }: Relation) {
  return run.manifest.sources.get(to)?.stream
}

function inputName({ run }: Scope, { to, relation }: Relation): string {
  const node = run.manifest.nodes.get(to) ?? run.manifest.sources.get(to)
  return node === undefined ? relation.name : displayName(node)
}
