import { list } from '../../commands/ls.ts'
import { warningEvent } from '../../commands/warning-event.ts'
import { wordsOf } from '../argv/option-values.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints one line for each selected node. */
export async function ls({ host, call, reporter, out }: VerbContext): Promise<number> {
  const { select, exclude, resourceType, output, logFormat } = call.options
  const { lines, warnings } = await list(
    {
      ...(await projectOptions(call, host)),
      select: wordsOf(select),
      exclude: wordsOf(exclude),
      resourceTypes: resourceType,
      output: logFormat === 'json' ? 'json' : (formats.find(format => format === output) ?? 'selector'),
    },
    host.runtime,
  )
  for (const warning of warnings) reporter.onEvent(warningEvent(warning))
  for (const line of lines) out.write(`${line}\n`)
  return 0
}

const formats = ['selector', 'name', 'path', 'json'] as const
