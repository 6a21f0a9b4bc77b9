import { bug } from '../../errors/bug.ts'
import type { Compiled } from './compiled.ts'
import type { CompileRequest, CompileRun } from './options.ts'

/**
 * Renders a node's SQL. The same `run` object for all nodes of a run keeps what was parsed once. Throws `GildError`s with
 * their place in the template and the macro calls that led there.
 */
export async function compileNode(run: CompileRun, request: CompileRequest): Promise<Compiled> {
  return bug(`"${request.node.id}" of ${run.project.name} is not compiled`)
}
