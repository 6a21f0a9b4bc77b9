import { clean as cleanProject } from '../../commands/clean.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints the folders that were removed. */
export async function clean({ host, call, reporter, out }: VerbContext): Promise<number> {
  const { logFormat, quiet } = call.options
  const removed = await cleanProject(await projectOptions(call, host), host.runtime)
  for (const folder of removed)
    out.write(logFormat === 'json' ? `${jsonText({ removed: folder })}\n` : `${folder}\n`)
  if (quiet !== true)
    reporter.onNotice(
      removed.length === 0 ? 'Nothing to clean.' : `Removed ${plural(removed.length, 'folder')}.`,
    )
  return 0
}
