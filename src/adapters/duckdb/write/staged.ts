import type { AddFile, Metadata, Operation, ReadSet, Snapshot } from '../../../delta/index.ts'
import { bug } from '../../../errors/bug.ts'
import type { Candidate } from '../../../ports/warehouse.ts'

/** What publishing a candidate commits. */
export interface Staged {
  readonly base: Snapshot | undefined
  readonly operation: Operation
  readonly add: readonly AddFile[]
  readonly remove: readonly AddFile[]
  /** Undefined when the table's own stays. */
  readonly metadata: Metadata | undefined
  readonly reads: ReadSet
}

const known = new WeakMap<Candidate, Staged>()

/** A candidate that remembers what it stands for. */
export function candidateOf(candidate: Candidate, staged: Staged): Candidate {
  known.set(candidate, staged)
  return candidate
}

export function stagedOf(candidate: Candidate): Staged {
  return known.get(candidate) ?? bug('a candidate that no stage gave')
}
