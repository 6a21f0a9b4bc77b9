import type { CheckpointFiles } from '../ports/checkpoint-files.ts'
import type { Clock, Ids } from '../ports/runtime.ts'
import type { Storage } from '../ports/storage.ts'

/** Where a Delta table lives and what reads its Parquet checkpoints. */
export interface DeltaTable {
  /** For messages. */
  readonly name: string
  /** Rooted at the table's folder, which holds `_delta_log`. */
  readonly storage: Storage
  readonly checkpoints: CheckpointFiles
}

/** What a commit takes from the outside. */
export interface Writer {
  readonly clock: Clock
  readonly ids: Ids
  /** Written as `engineInfo`: `gild/0.1.0`. */
  readonly engine: string
}
