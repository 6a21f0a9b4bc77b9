import { bug } from '../../errors/bug.ts'
import type { DeltaTable, Writer } from '../table.ts'
import type { CommitRequest, CommitResult } from './commit-request.ts'

/**
 * Writes one commit, durable on return; tries again after commits of others that it does not conflict with. Never
 * changes data files: those of a request that conflicts are the caller's to remove.
 */
export async function commit(
  _table: DeltaTable,
  _request: CommitRequest,
  _writer: Writer,
): Promise<CommitResult> {
  return bug('not built')
}
