import type { Clock, Ids } from '../../ports/runtime.ts'
import type { Storage } from '../../ports/storage.ts'
import type { Warehouse, Worker } from '../../ports/warehouse.ts'
import { duckDbCheckpoints } from './checkpoint-files.ts'
import { Lake } from './lake.ts'
import { openSession } from './session/session.ts'
import { WorkerPool } from './session/worker-pool.ts'
import { DuckDbWarehouse } from './warehouse.ts'
import { openWorker } from './worker.ts'
import type { WriteScope } from './write/scope.ts'

export interface WarehouseOptions {
  /** The lake: tables are folders in it. */
  readonly storage: Storage
  /** Models at a time: one worker each. */
  readonly threads: number
  /** As DuckDB spells it (`8GB`, `400MB`); half of what the machine or the cgroup has when undefined. */
  readonly memory?: string | undefined
  /** CPU threads of the engine; all that the machine has when undefined. */
  readonly engineThreads?: number | undefined
  /** What `now()` answers for the whole run, milliseconds since the epoch. */
  readonly runTime: number
  /** The folder that gets a folder of ours for what spills; the system's when undefined. */
  readonly tempRoot?: string | undefined
  /** For commit times. */
  readonly clock: Clock
  readonly ids: Ids
  /** Who writes, for the history of the tables: `gild/0.1.0`. */
  readonly writtenBy: string
  /** Told what went wrong without harm: a checkpoint that could not be written. */
  readonly warn?: ((message: string) => void) | undefined
}

/** DuckDB in memory, for one run, over the Delta tables of a lake. Close it to remove its temporary files. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const session = await openSession(options)
  try {
    const lake = new Lake(options.storage, duckDbCheckpoints(session, await session.connect(), options.ids))
    const { clock, ids, writtenBy: engine, warn = () => undefined } = options
    const scope: WriteScope = { session, lake, writer: { clock, ids, engine }, warn }
    const names = Array.from({ length: options.threads }, (_, i) => `w${i + 1}`)
    const workers = new WorkerPool<Worker>(await Promise.all(names.map(name => openWorker(scope, name))))
    return new DuckDbWarehouse({ session, lake, workers, openWorker: name => openWorker(scope, name) })
  } catch (error) {
    await session[Symbol.asyncDispose]()
    throw error
  }
}
