import { findDocs } from '../../commands/docs-serve.ts'
import { serveFolder } from '../../server/serve-folder.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

const defaultPort = 8080

/** Prints the address and serves the site until Ctrl-C, which is how it ends and no failure. */
export async function docsServe({ host, call, signal, reporter, out }: VerbContext): Promise<number> {
  const { port = defaultPort, logFormat, quiet } = call.options
  const folder = await findDocs(await projectOptions(call, host), host.runtime)
  await using server = await serveFolder({ folder, port })
  out.write(logFormat === 'json' ? `${jsonText({ url: server.url })}\n` : `${server.url}\n`)
  if (quiet !== true && logFormat === 'text') reporter.onNotice('Serving the documentation. Ctrl-C ends it.')
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  return 0
}
