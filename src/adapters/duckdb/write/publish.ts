import { commit, openSnapshot, type TransactionMove } from '../../../delta/index.ts'
import { bug } from '../../../errors/bug.ts'
import type { Candidate, CursorMove, PublishRequest, PublishResult } from '../../../ports/warehouse.ts'
import type { WriteScope } from './scope.ts'
import { type Staged, stagedOf } from './staged.ts'
import { removeFiles } from './write-files.ts'

/** One atomic commit of a candidate. A lost race is a value; the candidate's files are gone then. */
export async function publishCandidate(
  scope: WriteScope,
  candidate: Candidate,
  request: PublishRequest,
): Promise<PublishResult> {
  const { lake, writer } = scope
  const staged = stagedOf(candidate)
  const transactions = request.cursors.filter(hasMoved).map(transactionOf)
  if (isNothing(staged, transactions)) {
    return {
      kind: 'unchanged',
      pin: lake.remember(candidate.path, staged.base ?? bug('a new table without metadata')),
    }
  }
  const result = await commitOrDiscard()
  if (result.kind === 'conflict') {
    await discardCandidate(scope, candidate)
    return { kind: 'conflict', reason: result.reason, version: result.version }
  }
  if (result.checkpointError !== undefined) {
    scope.warn(
      `The checkpoint of "${candidate.path}" at version ${result.version} could not be written: ${String(result.checkpointError)}`,
    )
  }
  return { kind: 'published', pin: lake.remember(candidate.path, result.snapshot) }

  async function commitOrDiscard() {
    try {
      return await commit(lake.table(candidate.path), { ...staged, transactions, info: request.info }, writer)
    } catch (error) {
      if (!(await mayBePublished(scope, candidate, staged))) await discardCandidate(scope, candidate)
      throw error
    }
  }
}

/** Removes the files of a candidate that will not be published. */
export async function discardCandidate({ lake }: WriteScope, candidate: Candidate): Promise<void> {
  await removeFiles(lake.table(candidate.path).storage, stagedOf(candidate).add)
}

// The commit may stand although its last step failed: its files are kept unless the log can be read and has none of them.
async function mayBePublished({ lake }: WriteScope, candidate: Candidate, { add }: Staged): Promise<boolean> {
  try {
    const snapshot = await openSnapshot(lake.table(candidate.path))
    const live = new Set([...(snapshot?.files.values() ?? [])].map(file => file.path))
    return add.some(file => live.has(file.path))
  } catch {
    return true
  }
}

function isNothing({ add, remove, metadata }: Staged, transactions: readonly TransactionMove[]): boolean {
  return add.length === 0 && remove.length === 0 && metadata === undefined && transactions.length === 0
}

function hasMoved({ from, to }: CursorMove): boolean {
  return from !== to
}

function transactionOf({ id, from, to }: CursorMove): TransactionMove {
  return { appId: id, from, to }
}
