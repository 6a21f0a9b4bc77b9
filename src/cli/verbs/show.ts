import { type ShownRows, type ShowOptions, show as showRows } from '../../commands/show.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Call } from '../argv/call.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import { textTableOf } from '../table/query-table.ts'
import { drawTable } from '../table/text-table.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints rows as a table, or as JSON lines. */
export async function show({ host, call, signal, reporter, out }: VerbContext): Promise<number> {
  const { threads, limit = 5, logFormat, quiet } = call.options
  const what = whatToShow(call)
  const options = {
    ...(await projectOptions(call, host)),
    threads,
    show: what,
    limit: limit === -1 ? undefined : limit,
  }
  const { runtime, version } = host
  const result = await showRows(options, { runtime, events: reporter.onEvent, signal, version })
  if (logFormat === 'json') {
    for (const row of result.rows) out.write(`${jsonText(objectOf(result, row))}\n`)
    return 0
  }
  const layout = { style: out.style, width: out.columns() }
  const { text, hidden } = drawTable(textTableOf(result, { types: true }), layout)
  out.write(text)
  if (quiet !== true) reporter.onNotice(footer(result, hidden))
  return 0
}

function whatToShow({ args, options }: Call): ShowOptions['show'] {
  const [name] = args
  const { inline } = options
  if ((name === undefined) === (inline === undefined)) throw new GildError('nothing-to-show', {})
  return inline === undefined ? { kind: 'node', name: name ?? '' } : { kind: 'inline', sql: inline }
}

function objectOf({ columns }: ShownRows, row: ShownRows['rows'][number]): object {
  return Object.fromEntries(columns.map(({ name }, i) => [name, row[i]]))
}

function footer({ rows, hasMore, columns }: ShownRows, hidden: readonly string[]): string {
  const shown = hasMore
    ? `first ${plural(rows.length, 'row')} (more with --limit)`
    : plural(rows.length, 'row')
  if (hidden.length === 0) return `${shown}, ${plural(columns.length, 'column')}`
  return `${shown}, ${plural(columns.length, 'column')}; these do not fit: ${hidden.join(', ')}`
}
