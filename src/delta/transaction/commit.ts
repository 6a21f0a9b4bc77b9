import type { Action } from '../log/actions.ts'
import { checkpointIfDue } from '../log/checkpoint.ts'
import { type Commit, readCommits } from '../log/commit-file.ts'
import { commitPath } from '../log/file-names.ts'
import { listLog } from '../log/segment.ts'
import { emptyState, replay } from '../log/table-state.ts'
import { snapshotOf, stateOf } from '../snapshot.ts'
import type { DeltaTable, Writer } from '../table.ts'
import { commitActions, formatCommit } from './commit-actions.ts'
import type { CommitRequest, CommitResult, ConflictReason } from './commit-request.ts'
import { findConflict } from './conflict.ts'

/**
 * Writes one commit, durable on return; tries again after commits of others that it does not conflict with. Never
 * touches data files: those of a request that conflicts are the caller's to remove. Throws
 * `delta-unsupported-feature` and `delta-append-only`.
 */
export async function commit(
  table: DeltaTable,
  request: CommitRequest,
  writer: Writer,
): Promise<CommitResult> {
  const baseVersion = request.base?.version ?? -1
  if (startedElsewhere(request)) return { kind: 'conflict', reason: 'cursor-moved', version: baseVersion }
  const now = writer.clock.now()
  const txnId = writer.ids.uuid()
  const actions = commitActions(request, { table: table.name, now, txnId, engine: writer.engine })
  const data = new TextEncoder().encode(formatCommit(actions))
  const winners: Commit[] = []
  for (;;) {
    const next = baseVersion + winners.length + 1
    const outcome = await table.storage.putIfAbsent(commitPath(next), data)
    if (outcome === 'created') return committed(table, { request, winners, actions, version: next, now })
    for (const winner of await readCommits(table, next, await latestCommit(table, next))) {
      const { version } = winner
      const verdict = judge(request, winner, txnId)
      if (verdict === 'ours') return committed(table, { request, winners, actions, version, now })
      if (verdict !== undefined) return { kind: 'conflict', reason: verdict, version }
      winners.push(winner)
    }
  }
}

// "exists" may tell of our own commit, written by a request whose answer was lost.
function judge(request: CommitRequest, winner: Commit, txnId: string): ConflictReason | 'ours' | undefined {
  if (txnIdOf(winner) === txnId) return 'ours'
  return request.base === undefined ? 'metadata-changed' : findConflict(request, winner)
}

async function latestCommit(table: DeltaTable, from: number): Promise<number> {
  const commits = (await listLog(table, from)).filter(file => file.kind === 'commit')
  return commits.at(-1)?.version ?? from
}

interface Committed {
  readonly request: CommitRequest
  readonly winners: readonly Commit[]
  readonly actions: readonly Action[]
  readonly version: number
  readonly now: number
}

async function committed(table: DeltaTable, done: Committed): Promise<CommitResult> {
  const { request, winners, actions, version, now } = done
  const state = request.base === undefined ? emptyState() : stateOf(request.base)
  for (const winner of winners) replay(state, winner.actions)
  replay(state, actions)
  const snapshot = snapshotOf(state, { table: table.name, version, modifiedAt: now })
  const checkpointError = await checkpointIfDue(table, snapshot, now)
  return { kind: 'committed', version, snapshot, checkpointError }
}

function startedElsewhere({ base, transactions }: CommitRequest): boolean {
  return transactions.some(({ appId, from }) => base?.transactions.get(appId)?.version !== from)
}

function txnIdOf(commit: Commit): string | undefined {
  const info = commit.actions.find(a => a.kind === 'commitInfo')
  return info?.info.txnId
}
