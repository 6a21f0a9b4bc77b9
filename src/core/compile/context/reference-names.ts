import type { RelationName } from '../../../ports/relation.ts'
import type { NodeId } from '../../parse/manifest.ts'
import type { Reference } from '../compiled.ts'

/** Names the uses of relations in one node's SQL, and remembers them. */
export interface ReferenceNames {
  /** The name of one more use: `orders`, then `orders#2`, …, each with the suffix before the `#`. */
  add(use: RelationUse): RelationName
  readonly uses: readonly NamedUse[]
}

export interface RelationUse {
  /** As the relation is called outside of this SQL. */
  readonly relation: RelationName
  readonly to: NodeId
  readonly mode: Reference['mode']
}

export interface NamedUse extends RelationUse, Reference {}

export function referenceNames(suffix = ''): ReferenceNames {
  const counts = new Map<string, number>()
  const uses: NamedUse[] = []
  return {
    uses,
    add({ relation, to, mode }) {
      const base = `${relation.name}${suffix}`
      // The engine ignores case, so "Orders" and "orders" are one name.
      const key = `${relation.schema}.${base}`.toLowerCase()
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      const name = { schema: relation.schema, name: count === 1 ? base : `${base}#${count}` }
      uses.push({ name, relation, to, mode })
      return name
    },
  }
}
