import { tableHistory as readHistory, type TableVersion } from '../../commands/table-history.ts'
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

function rowOf({
  version,
  committedAt,
  operation,
  rows,
  filesAdded,
  filesRemoved,
  engine,
  info,
}: TableVersion) {
  const time = isoTime(committedAt).replace('T', ' ').replace('Z', '')
  const by = [engine, info.command].filter(part => part !== undefined).join(' ')
  return [String(version), time, operation ?? '', optional(rows, ''), filesText(filesAdded, filesRemoved), by]
}

function filesText(added: bigint | undefined, removed: bigint | undefined): string {
  const parts = [optional(added, '+'), removed === 0n ? '' : optional(removed, '-')]
  return parts.filter(part => part !== '').join(' ')
}

function optional(n: bigint | undefined, sign: string): string {
  return n === undefined ? '' : sign + count(n)
}

function jsonOf({
  version,
  committedAt,
  operation,
  rows,
  filesAdded,
  filesRemoved,
  engine,
  info,
}: TableVersion): object {
  const files = { files_added: filesAdded, files_removed: filesRemoved }
  return { version, time: isoTime(committedAt), operation, rows, ...files, engine, info }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
