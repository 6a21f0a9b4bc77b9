import type { Snapshot } from '../../../delta/index.ts'
import type { Storage } from '../../../ports/storage.ts'
import type { StageRequest } from '../../../ports/warehouse.ts'
import type { Staged } from './staged.ts'
import type { Target } from './target-schema.ts'

/** What a write mode works on. */
export interface Stage {
  readonly request: StageRequest
  /** Rooted at the table. */
  readonly storage: Storage
  readonly base: Snapshot | undefined
  readonly target: Target
  /** The query's rows as rows of the table. */
  readonly select: string
  /** What stands before the user's SQL in `select`. */
  readonly before: string
}

/** The files of a write. */
export interface Written extends Pick<Staged, 'add' | 'remove' | 'reads'> {
  /** That the query gave. */
  readonly rows: bigint
}
