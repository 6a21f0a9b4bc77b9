import { retry as retryNodes } from '../../commands/retry.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from '../verbs/project-options.ts'

/** Runs what the last run left undone. */
export async function retry({ host, call, signal, reporter, err }: VerbContext): Promise<number> {
  const { threads, failFast = false, storeFailures, quiet, logFormat } = call.options
  const options = { ...(await projectOptions(call, host)), threads, failFast, storeFailures }
  const { runtime, version } = host
  const deps = { runtime, events: reporter.onEvent, signal, version, estimate: err.live }
  const summary = await retryNodes(options, deps)
  if (summary !== undefined) return summary.exitCode
  if (quiet !== true || logFormat === 'json') reporter.onNotice('Nothing to retry: the last run went well.')
  return 0
}
