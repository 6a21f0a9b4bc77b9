import { type ListedNode, list } from '../../commands/ls.ts'
import { wordsOf } from '../argv/option-values.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints one line for each selected node. */
export async function ls({ host, call, reporter, out }: VerbContext): Promise<number> {
  const { select, exclude, resourceType, output = 'selector', logFormat } = call.options
  const { nodes, warnings } = await list(
    {
      ...(await projectOptions(call, host)),
      select: wordsOf(select),
      exclude: wordsOf(exclude),
      resourceTypes: resourceType,
    },
    host.runtime,
  )
  for (const { message } of warnings) reporter.onEvent({ kind: 'warning', id: undefined, message })
  const print = printers[logFormat === 'json' ? 'json' : output]
  for (const node of nodes) out.write(`${print(node)}\n`)
  return 0
}

const printers = {
  selector: (node: ListedNode) => node.selector,
  name: (node: ListedNode) => node.name,
  path: (node: ListedNode) => node.original_file_path,
  json: (node: ListedNode) => jsonText(node),
}
