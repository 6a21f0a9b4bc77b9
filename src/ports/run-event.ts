import type { Location } from '../errors/location.ts'
import type { QueryResult, RelationRead } from './relation.ts'

/** What happens during a run, in order. Reporters, `--log-format json` and run_results.json read the same events. */
export type RunEvent =
  | {
      readonly kind: 'run-started'
      readonly runId: string
      readonly command: string
      readonly version: string
      readonly project: string
      readonly target: string
      readonly engine: string
      readonly threads: number
      /** Nodes that will be reported. */
      readonly total: number
      /** Characters of the longest name among them, so that columns fit from the first line on. */
      readonly longestName: number
      /** What the last run of this target took, for estimates. */
      readonly lastRun?: LastRun | undefined
    }
  | { readonly kind: 'node-started'; readonly id: string; readonly position: number }
  | ({ readonly kind: 'node-finished' } & NodeOutcome)
  | {
      readonly kind: 'warning'
      readonly id: string | undefined
      readonly message: string
      readonly at?: Location | undefined
      readonly hint?: string | undefined
    }
  /** What a template says with `log(…, info=True)` or `print(…)`. */
  | {
      readonly kind: 'message'
      readonly id: string | undefined
      readonly level: 'info' | 'print'
      readonly message: string
    }
  | {
      readonly kind: 'run-finished'
      readonly runId: string
      readonly elapsedMs: number
      readonly cancelled: boolean
    }

export interface LastRun {
  /** By id, of nodes that did something: milliseconds. */
  readonly nodeMs: ReadonlyMap<string, number>
  /** How many nodes ran at a time, on average. */
  readonly parallel: number
}

export type EventSink = (event: RunEvent) => void

/** dbt's statuses: `skipped` is a child of a failure or a cancelled node, `no-op` an unchanged model. */
export type NodeStatus = 'success' | 'error' | 'skipped' | 'no-op' | 'pass' | 'warn' | 'fail'

export interface NodeOutcome {
  readonly id: string
  readonly name: string
  /** `operation`: a statement of on-run-start or on-run-end. */
  readonly resourceType: 'model' | 'seed' | 'test' | 'unit_test' | 'operation'
  /** `table`, `incremental (merge)`, `view`, `not_null`, … */
  readonly describes: string
  /** The file of a model, where YAML declares a data test. */
  readonly at?: Location | undefined
  readonly position: number
  readonly status: NodeStatus
  readonly startedAt: number
  readonly compileMs: number
  readonly executeMs: number
  readonly thread: string
  readonly rows?: bigint | undefined
  /** Delta version that was published, or that is current. */
  readonly version?: number | undefined
  readonly reads?: readonly RelationRead[] | undefined
  /** Rows that a data test returned; rows that a unit test misses or did not expect. */
  readonly failures?: bigint | undefined
  /** The first of them, when it failed or warns. */
  readonly badRows?: QueryResult | undefined
  /** Why it was skipped, why nothing was to do, what failed. */
  readonly message?: string | undefined
  readonly error?: unknown
  readonly compiledSql?: string | undefined
  readonly relation?: string | undefined
  /** How many of its hooks have run. */
  readonly hooks?: number | undefined
  readonly filesAdded?: number | undefined
  readonly bytesAdded?: number | undefined
}
