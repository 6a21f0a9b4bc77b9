import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type ShownRows, type ShowOptions, saveRows, show as showRows } from '../../commands/show.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Call } from '../argv/call.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import { csvText } from '../table/csv-text.ts'
import { textTableOf } from '../table/query-table.ts'
import { drawTable } from '../table/text-table.ts'
import type { Output } from '../terminal.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints rows as a table, CSV or JSON lines, or writes them to a file. */
export async function show({ host, call, signal, reporter, out }: VerbContext): Promise<number> {
  const { threads, logFormat, quiet, outputFile } = call.options
  const format = call.options.output ?? (logFormat === 'json' ? 'json' : 'table')
  const what = whatToShow(call)
  const file = outputFile === undefined ? undefined : resolve(host.cwd, outputFile)
  if (format === 'parquet' && file === undefined) throw new GildError('parquet-needs-file', {})
  const options = { ...(await projectOptions(call, host)), threads, show: what, limit: limitOf(call) }
  const { runtime, version } = host
  const deps = { runtime, events: reporter.onEvent, signal, version }
  const say = (text: string) => {
    if (quiet !== true) reporter.onNotice(text)
  }
  if (file !== undefined) {
    const rows = format === 'parquet' ? await saveRows(options, file, deps) : await saveText()
    say(`Wrote ${plural(rows, 'row')} to ${outputFile}.`)
    return 0
  }
  const result = await showRows(options, deps)
  const { text, hidden } = textOf(result, format, out)
  out.write(text)
  if (format === 'table') say(footer(result, hidden))
  return 0

  async function saveText(): Promise<number> {
    const result = await showRows(options, deps)
    writeText(file ?? '', textOf(result, format, plain).text)
    return result.rows.length
  }
}

const plain = { style: { color: false, unicode: true }, columns: () => undefined }

function whatToShow({ args, options }: Call): ShowOptions['show'] {
  const [name] = args
  const { inline } = options
  if ((name === undefined) === (inline === undefined)) throw new GildError('nothing-to-show', {})
  return inline === undefined ? { kind: 'node', name: name ?? '' } : { kind: 'inline', sql: inline }
}

// Who writes a file wants the rows, who looks wants a few.
function limitOf({ options }: Call): number | undefined {
  const { limit = options.outputFile === undefined ? 5 : -1 } = options
  return limit === -1 ? undefined : limit
}

interface ShownText {
  readonly text: string
  /** Columns that did not fit. */
  readonly hidden: readonly string[]
}

function textOf(
  result: ShownRows,
  format: Call['options']['output'],
  { style, columns }: Pick<Output, 'style' | 'columns'>,
): ShownText {
  if (format === 'csv') return { text: csvText(result), hidden: [] }
  if (format !== 'json') return drawTable(textTableOf(result, { types: true }), { style, width: columns() })
  const lines = result.rows.map(row => `${jsonText(objectOf(result, row))}\n`)
  return { text: lines.join(''), hidden: [] }
}

function objectOf({ columns }: ShownRows, row: ShownRows['rows'][number]): object {
  return Object.fromEntries(columns.map(({ name }, i) => [name, row[i]]))
}

function writeText(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (cause) {
    throw new GildError('output-unwritable', { file }, { cause })
  }
}

function footer({ rows, hasMore, columns }: ShownRows, hidden: readonly string[]): string {
  const shown = hasMore
    ? `first ${plural(rows.length, 'row')} (more with --limit)`
    : plural(rows.length, 'row')
  if (hidden.length === 0) return `${shown}, ${plural(columns.length, 'column')}`
  return `${shown}, ${plural(columns.length, 'column')}; these do not fit: ${hidden.join(', ')}`
}
