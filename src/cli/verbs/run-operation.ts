import { runOperation as run } from '../../commands/run-operation.ts'
import type { RunEvent } from '../../ports/run-event.ts'
import { readArgs } from '../argv/read-vars.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Calls a macro. What it prints is data, what it logs is narration. */
export async function runOperation({ host, call, signal, reporter, out }: VerbContext): Promise<number> {
  const { threads, args, logFormat } = call.options
  const [macro = ''] = call.args
  const options = { ...(await projectOptions(call, host)), threads, macro, args: readArgs(args) }
  const { runtime, version } = host
  function onEvent(event: RunEvent): void {
    const isData = event.kind === 'message' && event.level === 'print' && logFormat !== 'json'
    if (isData) out.write(`${event.message}\n`)
    else reporter.onEvent(event)
  }
  const end = await run(options, { runtime, events: onEvent, signal, version })
  if (end.kind === 'done') return 0
  reporter.onProblems(end.error)
  return 1
}
