import type { RelationName } from '../../ports/relation.ts'
import type { NodeId } from '../parse/manifest.ts'
import type { SourceMap } from '../template/source-map.ts'

/** One node's SQL for one run. */
export interface Compiled {
  readonly id: NodeId
  /** Ephemeral models are in it as CTEs; everything else is named by `references`. */
  readonly sql: string
  /** From an offset in `sql` to the template. */
  readonly map: SourceMap
  readonly references: readonly Reference[]
  /** The values (SQL literals) that `changed_partitions()` put into the SQL; undefined when it was not called. */
  readonly changedPartitions: readonly string[] | undefined
}

/**
 * One use of a relation in the SQL. Two uses of one model have two names (`orders`, `orders#2`), so that each is
 * pruned by its own filters.
 */
export interface Reference {
  readonly name: RelationName
  readonly to: NodeId
  /** `this` is the model's own table; `appended` is `stream()`, `changes` is `changes()`. */
  readonly mode: 'all' | 'appended' | 'changes' | 'this'
}
