import { bug } from '../../../errors/bug.ts'
import type { Candidate, PublishRequest, PublishResult } from '../../../ports/warehouse.ts'
import type { WriteScope } from './scope.ts'

export async function publishCandidate(
  _scope: WriteScope,
  _candidate: Candidate,
  _request: PublishRequest,
): Promise<PublishResult> {
  return bug('not built')
}

export async function discardCandidate(_scope: WriteScope, _candidate: Candidate): Promise<void> {
  return bug('not built')
}
