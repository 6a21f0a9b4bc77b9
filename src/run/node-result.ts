import type { QueryResult, RelationRead } from '../ports/relation.ts'
import type { NodeStatus } from '../ports/run-event.ts'

/** How one node ended, when it did not throw. */
export interface NodeResult {
  readonly status: Exclude<NodeStatus, 'error' | 'skipped'>
  readonly compileMs: number
  readonly rows?: bigint
  readonly version?: number
  readonly reads?: readonly RelationRead[]
  readonly failures?: bigint
  readonly badRows?: QueryResult
  readonly message?: string
  readonly error?: unknown
  readonly compiledSql?: string
  /** How many hooks have run. */
  readonly hooks?: number
  readonly filesAdded?: number
  readonly bytesAdded?: number
}
