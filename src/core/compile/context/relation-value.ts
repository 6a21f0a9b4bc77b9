import type { RelationName } from '../../../ports/relation.ts'
import type { NodeId } from '../../parse/manifest.ts'
import { bindArguments, type HostObject, hostFunction, hostValue, type Value } from '../../template/index.ts'
import type { Reference } from '../compiled.ts'
import { quoteIdentifier } from '../sql/quote.ts'

/** What `ref()`, `source()`, `this`, `stream()` and `changes()` give to a template. */
export interface Relation {
  readonly to: NodeId
  readonly mode: Reference['mode']
  /** As it is called outside of this SQL. */
  readonly relation: RelationName
  /** `cte` is an ephemeral model. */
  readonly type: 'table' | 'view' | 'cte'
  /** The name that SQL uses. Asked for when the relation is first printed: only then it is a reference. */
  sqlName(): { readonly schema?: string | undefined; readonly name: string }
}

/** The engine's own name of its one database. */
export const database = 'memory'

const relations = new WeakMap<HostObject, Relation>()

/** The relation that a template value is, undefined for other values. */
export function relationOf(value: Value | undefined): Relation | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value.kind === 'host' ? relations.get(value.object) : undefined
}

/** Parts of the name that are printed, and quoted. */
interface Policy {
  readonly include: Readonly<Record<'schema' | 'identifier', boolean>>
  readonly quote: Readonly<Record<'schema' | 'identifier', boolean>>
}

const both = { schema: true, identifier: true }

export function relationValue(relation: Relation, policy: Policy = { include: both, quote: both }): Value {
  const object: HostObject = {
    typeName: 'Relation',
    str: () => print(relation, policy),
    repr: () => `<Relation ${print(relation, policy)}>`,
    attribute: name => attribute(relation, policy, name),
    names: () => attributeNames,
    equals: other => sameRelation(relation, relationOf(other)),
    hash: () => `${relation.to} ${relation.mode}`,
  }
  relations.set(object, relation)
  return hostValue(object)
}

function sameRelation(a: Relation, b: Relation | undefined): boolean {
  return b !== undefined && a.to === b.to && a.mode === b.mode
}

function print(relation: Relation, { include, quote }: Policy): string {
  const { schema, name } = relation.sqlName()
  const parts: string[] = []
  if (schema !== undefined && include.schema) parts.push(quote.schema ? quoteIdentifier(schema) : schema)
  if (include.identifier) parts.push(quote.identifier && schema !== undefined ? quoteIdentifier(name) : name)
  return parts.join('.')
}

const attributeNames = [
  'database',
  'schema',
  'identifier',
  'name',
  'table',
  'type',
  'is_table',
  'is_view',
  'is_cte',
  'include',
  'quote',
  'render',
]

function attribute(relation: Relation, policy: Policy, name: string): Value | undefined {
  const { schema, name: identifier } = relation.relation
  switch (name) {
    case 'database':
      return database
    case 'schema':
      return schema
    case 'identifier':
    case 'name':
    case 'table':
      return identifier
    case 'type':
      return relation.type
    case 'is_table':
    case 'is_view':
    case 'is_cte':
      return relation.type === name.slice('is_'.length)
    case 'include':
    case 'quote':
      return withPolicy(relation, policy, name)
    case 'render':
      return hostFunction('render', () => print(relation, policy))
    default:
      return undefined
  }
}

function withPolicy(relation: Relation, policy: Policy, part: 'include' | 'quote'): Value {
  return hostFunction(part, call => {
    const parameters = [
      ['database', null],
      ['schema', null],
      ['identifier', null],
    ] as const
    const [, schema, identifier] = bindArguments(part, parameters, call)
    const before = policy[part]
    const after = { schema: isOn(schema, before.schema), identifier: isOn(identifier, before.identifier) }
    return relationValue(relation, { ...policy, [part]: after })
  })
}

function isOn(value: Value, before: boolean): boolean {
  return typeof value === 'boolean' ? value : before
}
