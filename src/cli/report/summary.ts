import type { NodeOutcome } from '../../ports/run-event.ts'
import { duration, plural } from '../quantity.ts'
import { paint, type Tone } from '../style.ts'
import { textTableOf } from '../table/query-table.ts'
import { drawTable } from '../table/text-table.ts'
import type { Style } from '../terminal.ts'
import { markOf } from './marks.ts'
import { type Tally, type TallyKey, totalOf } from './tally.ts'

const tones = { pass: 'green', warn: 'yellow', error: 'red', skip: 'cyan', 'no-op': 'cyan' } satisfies Record<
  TallyKey,
  Tone
>

export interface SummaryOptions {
  readonly tally: Tally
  readonly elapsedMs: number
  readonly cancelled: boolean
  readonly slowest: NodeOutcome | undefined
  readonly style: Style
}

/** `Done in 6.10s  PASS 58 WARN 1 ERROR 1 SKIP 1 NO-OP 3 TOTAL 64`. */
export function summaryLine({ tally, elapsedMs, cancelled, slowest, style }: SummaryOptions): string {
  const title = `${cancelled ? 'Cancelled after' : 'Done in'} ${duration(elapsedMs)}`
  const tone = cancelled || tally.error > 0 ? 'red' : 'green'
  const parts = Object.entries(tally).map(([key, n]) => tallyPart(key as TallyKey, n, style))
  const line = `${paint(style, 'bold', paint(style, tone, title))}  ${parts.join(' ')} TOTAL ${totalOf(tally)}`
  return slowest === undefined ? line : `${line}  ${paint(style, 'dim', slowestText(slowest))}`
}

export interface ListOptions {
  readonly style: Style
  /** Of the terminal; undefined where lines may have any length. */
  readonly columns: number | undefined
}

/** Data tests that found bad rows, failures first, each with its first bad rows and the command that shows all. */
export function failedTestLines(
  outcomes: readonly NodeOutcome[],
  { style, columns }: ListOptions,
): readonly string[] {
  const tests = outcomes.filter(({ resourceType }) => resourceType === 'test')
  const failed = tests.filter(({ status }) => status === 'fail')
  const warned = tests.filter(({ status }) => status === 'warn')
  const width = Math.min(48, Math.max(0, ...[...failed, ...warned].map(({ name }) => name.length)))
  return [...section('Failed tests', failed), ...section('Warnings', warned)]

  function section(title: string, tests: readonly NodeOutcome[]): readonly string[] {
    if (tests.length === 0) return []
    const lines = tests.flatMap(test => [testLine(test, width, style), ...badRows(test, { style, columns })])
    return [paint(style, 'bold', title), ...lines, '']
  }
}

function badRows({ badRows: found }: NodeOutcome, { style, columns }: ListOptions): readonly string[] {
  if (found === undefined || found.rows.length === 0) return []
  const width = columns === undefined ? undefined : Math.max(20, columns - indent.length)
  return drawTable(textTableOf(found, { types: false }), { style, width })
    .text.trimEnd()
    .split('\n')
    .map(line => `${indent}${line}`)
}

function showsAll({ badRows: shown, failures }: NodeOutcome): boolean {
  return shown !== undefined && failures !== undefined && failures <= BigInt(shown.rows.length)
}

const indent = '      '

function testLine(test: NodeOutcome, width: number, style: Style): string {
  const found = test.failures === undefined ? (test.message ?? 'failed') : plural(test.failures, 'bad row')
  const look = paint(style, 'dim', `gild show ${test.name}${showsAll(test) ? '' : ' --limit -1'}`)
  return `  ${markOf(test.status, style)} ${test.name.padEnd(width)}  ${found.padEnd(14)}  ${look}`
}

function tallyPart(key: TallyKey, n: number, style: Style): string {
  const text = `${key.toUpperCase()} ${n}`
  return n === 0 ? paint(style, 'dim', text) : paint(style, tones[key], text)
}

function slowestText({ name, compileMs, executeMs }: NodeOutcome): string {
  return `slowest ${name} ${duration(compileMs + executeMs)}`
}
