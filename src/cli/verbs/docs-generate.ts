import { relative } from 'node:path'
import { docsGenerate as generateDocs } from '../../commands/docs-generate.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints the file to open. */
export async function docsGenerate({ host, call, signal, reporter, out }: VerbContext): Promise<number> {
  const { threads, static: isStatic = false, logFormat, quiet } = call.options
  const deps = { runtime: host.runtime, events: reporter.onEvent, signal, version: host.version }
  const options = { ...(await projectOptions(call, host)), threads, isStatic }
  const { file, pages } = await generateDocs(options, deps)
  const shown = relative(host.cwd, file)
  if (logFormat === 'json') out.write(`${jsonText({ file, pages })}\n`)
  else out.write(`${shown}\n`)
  if (quiet !== true && logFormat === 'text')
    reporter.onNotice(`Wrote ${plural(pages, 'page')}. Open this file in a browser; it needs no server.`)
  return 0
}
