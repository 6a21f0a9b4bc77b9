import { bug } from '../../../errors/bug.ts'
import type { Candidate, StageRequest } from '../../../ports/warehouse.ts'
import type { StageScope } from './scope.ts'

/** Writes the rows of a query to new files in the table's folder. */
export async function stageQuery(_scope: StageScope, _request: StageRequest): Promise<Candidate> {
  return bug('not built')
}
