import type { QueryResult } from '../../ports/relation.ts'
import type { Runtime } from '../../ports/runtime.ts'
import type { Manifest, ModelNode, NodeId, TestNode, UnitTestOverrides } from '../parse/manifest.ts'
import type { Project } from '../project/project.ts'
import type { Compiled } from './compiled.ts'

/** What is the same for all nodes of a run. */
export interface CompileRun {
  readonly project: Project
  readonly manifest: Manifest
  readonly runtime: Runtime
  /** `invocation_id`. */
  readonly runId: string
  /** `run_started_at`, milliseconds since the epoch. */
  readonly startedAt: number
  /** What `log()`, `print()` and `exceptions.warn()` say. */
  say(kind: SaidKind, message: string, node: NodeId): void
}

/** `log` is for debugging only, `info` for the terminal, `print` also for a quiet one. */
export type SaidKind = 'log' | 'info' | 'print' | 'warning'

/** One node, or a query typed by hand (`show --inline`) as a model that is in no manifest. */
export interface CompileRequest {
  readonly node: ModelNode | TestNode
  /** What `is_incremental()` answers. */
  readonly incremental: boolean
  /** Put behind the name of each reference: `orders` becomes `orders<suffix>`, `orders<suffix>#2`. Nothing when absent. */
  readonly suffix?: string | undefined
  /** What `changed_partitions()` puts into the SQL. */
  readonly changedPartitions: ChangedPartitions
  /** What `run_query()` and `statement()` run with; undefined: they are an error. */
  readonly query?: RunStatements | undefined
  /** What `values_of()` puts into the SQL; undefined where no template may call it. */
  readonly valuesOf?: ValuesOf | undefined
  readonly unitTest?: UnitTestCompile | undefined
}

/** Runs statements of any kind and gives the rows of the last one. Throws `sql-error` with the offset in the SQL. */
export type RunStatements = (statements: Compiled) => Promise<QueryResult>

/** What is different when a model is compiled for a unit test. */
export interface UnitTestCompile extends UnitTestOverrides {
  /** What has rows of its own: an ephemeral model among these is a relation. */
  readonly given: ReadonlySet<NodeId>
}

/**
 * The distinct values, as SQL literals, of `column` (a name or an expression) over the rows that changed since the
 * model last read `reference` (a model, seed or source).
 */
export type ChangedPartitions = (reference: NodeId, column: string) => Promise<readonly string[]>

/** The distinct values, as SQL literals, of a query of one column. NULL is none of them. */
export type ValuesOf = (query: Compiled) => Promise<readonly string[]>
