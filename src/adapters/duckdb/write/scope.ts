import type { Writer } from '../../../delta/index.ts'
import type { Lake } from '../lake.ts'
import type { Connection } from '../session/connection.ts'
import type { Session } from '../session/session.ts'

/** What writing a table takes. */
export interface WriteScope {
  readonly session: Session
  readonly lake: Lake
  readonly durability: 'full' | 'process'
  readonly writer: Writer
}

/** A write on one connection. */
export interface StageScope extends WriteScope {
  readonly data: Connection
}
