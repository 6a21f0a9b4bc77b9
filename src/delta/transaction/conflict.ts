import type { AddFile } from '../log/actions.ts'
import type { Commit } from '../log/commit-file.ts'
import { fileKey } from '../log/file-key.ts'
import { pruneFiles } from '../scan/prune.ts'
import type { CommitRequest, ConflictReason } from './commit-request.ts'

/**
 * Why a change cannot follow a commit that came first; undefined when it can. Serializable: the result must be as if
 * the change had been computed after the winner.
 */
export function findConflict(request: CommitRequest, winner: Commit): ConflictReason | undefined {
  if (movedCursor(request, winner)) return 'cursor-moved'
  if (winner.actions.some(a => a.kind === 'protocol')) return 'protocol-changed'
  if (winner.actions.some(a => a.kind === 'metaData')) return 'metadata-changed'
  if (removedFile(request, winner)) return 'concurrent-delete'
  return addedFile(request, winner) ? 'concurrent-append' : undefined
}

// Whoever advances an app id has read it: another one who did so leaves nothing to follow.
function movedCursor(request: CommitRequest, winner: Commit): boolean {
  const ids = new Set(request.transactions.map(t => t.appId))
  return winner.actions.some(a => a.kind === 'txn' && ids.has(a.txn.appId))
}

function removedFile({ reads, remove }: CommitRequest, winner: Commit): boolean {
  const removed = new Set(winner.actions.flatMap(a => (a.kind === 'remove' ? [fileKey(a.remove)] : [])))
  if (removed.size === 0) return false
  if (reads.kind === 'table') return true
  const read = reads.kind === 'files' ? reads.files : []
  return [...read, ...remove].some(file => removed.has(fileKey(file)))
}

// Files that only hold moved rows bring no new ones: those they came from are judged as removed.
function addedFile({ base, reads, dataChange }: CommitRequest, winner: Commit): boolean {
  if (base === undefined || reads.kind === 'nothing' || dataChange === false) return false
  const added = winner.actions.flatMap((a): readonly AddFile[] =>
    a.kind === 'add' && a.add.dataChange ? [a.add] : [],
  )
  if (reads.kind === 'table') return added.length > 0
  return pruneFiles(base.metadata, added, reads.where).length > 0
}
