import type { ProjectOptions } from '../../commands/open-project.ts'
import type { Call } from '../argv/call.ts'
import { readVars } from '../argv/read-vars.ts'
import type { Host } from '../host.ts'
import { projectDirOf } from '../verb-context.ts'

/** The options that say which project is meant, and how it is read. */
export async function projectOptions(call: Call, host: Host): Promise<ProjectOptions> {
  const { target, vars } = call.options
  return { projectDir: projectDirOf(call, host), target, vars: readVars(vars) }
}
