import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import type { ModelNode, SeedNode } from '../manifest.ts'

type Stored = ModelNode | SeedNode

export interface Conflicts {
  readonly nodes: readonly Stored[]
  /** Where a config key of a node was written. */
  locate(node: Stored, key: string): Location | undefined
}

/** Nodes that cannot exist beside each other: of one name, of one relation, on one path or inside each other's. */
export function findConflicts({ nodes, locate }: Conflicts): readonly GildError[] {
  const place = (node: Stored) =>
    locate(node, 'path') ?? locate(node, 'alias') ?? locate(node, 'schema') ?? { file: node.file }
  const sameName = groups(nodes, node => `${node.package}.${node.name}`).map(group => {
    const files = group.map(({ file }) => file)
    const kind = group.every(({ kind }) => kind === group[0]?.kind)
      ? `${group[0]?.kind}s`
      : 'models and seeds'
    const params = { kind, name: group[0]?.name ?? '', files }
    return new GildError('duplicate-name', params, { at: { file: files.at(-1) ?? '' } })
  })
  // What has one name has one path too: that is said already.
  const seen = new Set<string>()
  const distinct = nodes.filter(({ package: owner, name }) => {
    const key = `${owner}.${name}`
    return !seen.has(key) && seen.add(key)
  })
  const sameRelation = groups(distinct, node => `${node.schema}.${node.alias}`.toLowerCase())
  const storedNodes = distinct.filter(isStored)
  const samePath = groups(storedNodes, node => node.path.toLowerCase())
  const onePath = new Set([...sameRelation, ...samePath].map(group => group.map(({ id }) => id).join(' ')))
  const nested = nestedPaths(storedNodes)
  return [
    ...sameName,
    ...[...sameRelation, ...samePath]
      .filter(group => onePath.delete(group.map(({ id }) => id).join(' ')))
      .map(group => {
        const last = group.at(-1)
        const params = { path: last?.path ?? '', nodes: group.map(({ name }) => name) }
        return new GildError('duplicate-path', params, { at: last === undefined ? undefined : place(last) })
      }),
    ...nested.map(({ outer, inner }) => {
      const params = { node: inner.name, path: inner.path, outer: outer.name, outerPath: outer.path }
      return new GildError('path-inside-table', params, { at: place(inner) })
    }),
  ]
}

function groups(nodes: readonly Stored[], keyOf: (node: Stored) => string): readonly (readonly Stored[])[] {
  const found = new Map<string, Stored[]>()
  for (const node of nodes) {
    const key = keyOf(node)
    const group = found.get(key)
    if (group === undefined) found.set(key, [node])
    else group.push(node)
  }
  return [...found.values()].filter(group => group.length > 1)
}

function isStored(node: Stored): boolean {
  return (
    node.kind === 'seed' || (node.config.materialized !== 'view' && node.config.materialized !== 'ephemeral')
  )
}

interface Nested {
  readonly outer: Stored
  readonly inner: Stored
}

function nestedPaths(nodes: readonly Stored[]): readonly Nested[] {
  const byPath = new Map(nodes.map(node => [node.path.toLowerCase(), node]))
  return nodes.flatMap(inner => {
    const parts = inner.path.toLowerCase().split('/')
    for (let length = parts.length - 1; length > 0; length--) {
      const outer = byPath.get(parts.slice(0, length).join('/'))
      if (outer !== undefined) return [{ outer, inner }]
    }
    return []
  })
}
