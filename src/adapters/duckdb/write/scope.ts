import type { AddFile, Writer } from '../../../delta/index.ts'
import type { Lake } from '../lake.ts'
import type { Connection } from '../session/connection.ts'
import type { Session } from '../session/session.ts'

/** What writing a table takes. */
export interface WriteScope {
  readonly session: Session
  readonly lake: Lake
  readonly writer: Writer
  warn(message: string): void
}

/** A write on one connection. */
export interface StageScope extends WriteScope {
  readonly data: Connection
  /** See `UserSql`. */
  readonly located: boolean
  /** Every file that this write made so far: those that end up in no candidate are removed. */
  readonly created: AddFile[]
}
