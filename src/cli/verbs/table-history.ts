import { tableHistory as readHistory } from '../../commands/table-history.ts'
import type { HistoryVersion } from '../../core/artifacts/catalog-history.ts'
import { count } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import { drawTable } from '../table/text-table.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints one line for each version, newest first. */
export async function tableHistory({ host, call, out }: VerbContext): Promise<number> {
  const { limit = 20, logFormat } = call.options
  const name = call.args[0] ?? ''
  const options = { ...(await projectOptions(call, host)), name, limit: limit === -1 ? undefined : limit }
  const versions = await readHistory(options, host.runtime)
  if (logFormat === 'json') for (const version of versions) out.write(`${jsonText(jsonOf(version))}\n`)
  else
    out.write(
      drawTable({ columns, rows: versions.map(rowOf) }, { style: out.style, width: out.columns() }).text,
    )
  return 0
}

const columns = [
  { name: 'version', right: true },
  { name: 'time (UTC)', right: false },
  { name: 'operation', right: false },
  { name: 'rows', right: true },
  { name: 'files', right: true },
  { name: 'by', right: false },
]

function rowOf(entry: HistoryVersion): readonly string[] {
  const time = isoTime(entry.committedAt).replace('T', ' ').replace('Z', '')
  const by = [entry.engine, entry.info.command].filter(part => part !== undefined).join(' ')
  const files = filesText(entry.filesAdded, entry.filesRemoved)
  return [String(entry.version), time, entry.operation ?? '', optional(entry.rows, ''), files, by]
}

function filesText(added: bigint | undefined, removed: bigint | undefined): string {
  const parts = [optional(added, '+'), removed === 0n ? '' : optional(removed, '-')]
  return parts.filter(part => part !== '').join(' ')
}

function optional(n: bigint | undefined, sign: string): string {
  return n === undefined ? '' : sign + count(n)
}

function jsonOf({ committedAt, filesAdded, filesRemoved, ...entry }: HistoryVersion): object {
  const { version, operation, rows, engine, info } = entry
  const files = { files_added: filesAdded, files_removed: filesRemoved }
  return { version, time: isoTime(committedAt), operation, rows, ...files, engine, info }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
