import type { HookRequest } from '../core/compile/compile-hook.ts'
import type { Compiled } from '../core/compile/compiled.ts'
import type { CompileRequest } from '../core/compile/options.ts'
import type { Manifest, NodeId, SeedNode } from '../core/parse/manifest.ts'
import type { FileTables } from '../ports/file-tables.ts'
import type { Clock } from '../ports/runtime.ts'
import type { StreamSource } from '../ports/stream-source.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { TestRecord } from './data-test/test-record.ts'
import type { Pins } from './inputs/pins.ts'

/** What every node of one run shares. */
export interface RunContext {
  readonly manifest: Manifest
  readonly warehouse: Warehouse
  /** Undefined when the target has none. */
  readonly streams: StreamSource | undefined
  /** Files that plain table sources are made of. */
  readonly files: FileTables
  readonly target: string
  readonly clock: Clock
  readonly runId: string
  readonly command: string
  readonly fullRefresh: boolean
  /** Whether data tests keep their bad rows where their config says nothing. */
  readonly storeFailures?: boolean | undefined
  readonly pins: Pins
  readonly testRecord: TestRecord
  /** Which post-hooks have run, and on which version of their table. */
  readonly hookRecord: TestRecord
  readonly compile: (request: CompileRequest) => Promise<Compiled>
  readonly compileHook: (request: HookRequest) => Promise<Compiled>
  /** The hash of everything that decides what a node computes. */
  readonly codeOf: (id: NodeId) => string
  /** The absolute path of a seed's CSV. */
  readonly seedFile: (seed: SeedNode) => string
}
