import { isGildError } from '../../errors/gild-error.ts'
import type { NodeOutcome } from '../../ports/run-event.ts'
import { collectProblems, entryOf } from '../problems/collect.ts'
import { count, duration, plural } from '../quantity.ts'
import { clip, clipMiddle, padEnd, padStart, paint } from '../style.ts'
import type { Style } from '../terminal.ts'
import { markOf } from './marks.ts'

export interface LineLayout {
  readonly style: Style
  readonly total: number
  /** Characters of the longest name of all nodes. */
  readonly longestName: number
  /** Of the terminal; undefined where lines may have any length. */
  readonly columns: number | undefined
}

const rowsWidth = 12
const versionWidth = 5
const timeWidth = 6
const gap = '  '
const wide = 120
const widestName = 60

/** One finished node: mark, position, name, what it is, then its numbers or why there are none. */
export function nodeLine(outcome: NodeOutcome, layout: LineLayout): string {
  const { style } = layout
  const what = describesWidth(layout)
  const width = nameWidth(layout, what)
  const name = layout.columns === undefined ? outcome.name : clipMiddle(outcome.name, width, style)
  const before = 4 + String(layout.total).length * 2 + 1 + gap.length + width + gap.length + what + gap.length
  const room = Math.max(12, (layout.columns ?? Infinity) - before)
  const cells = [
    `${gap}${markOf(outcome.status, style)} ${position(outcome, layout)}`,
    padEnd(name, width),
    paint(style, 'dim', padEnd(whatItIs(outcome, what), what)),
    details(outcome, { style, room }),
  ]
  return cells.join(gap).trimEnd()
}

function position(outcome: NodeOutcome, { total, style }: LineLayout): string {
  const digits = String(total).length
  return paint(style, 'dim', `${String(outcome.position).padStart(digits)}/${total}`)
}

// What the other columns leave, so that the times stand below each other at the right.
function nameWidth({ total, longestName, columns = Infinity }: LineLayout, describes: number): number {
  const others =
    4 + String(total).length * 2 + 1 + describes + rowsWidth + versionWidth + timeWidth + 5 * gap.length
  return Math.min(longestName, widestName, Math.max(20, columns - others))
}

// `incremental (insert_overwrite)`, `incremental (append)`, `incremental`.
function describesWidth({ columns = Infinity }: LineLayout): number {
  return columns >= wide ? 30 : columns >= 100 ? 20 : 11
}

function whatItIs({ resourceType, describes }: NodeOutcome, width: number): string {
  if (resourceType === 'operation') return 'hook'
  const isMore = resourceType !== 'model' && describes !== '' && describes !== resourceType
  const text = isMore ? `${resourceType} ${describes}` : describes || resourceType
  return text.length <= width ? text : (text.split(' ')[0] ?? text)
}

interface Room {
  readonly style: Style
  /** Cells that are left on the line. */
  readonly room: number
}

function details(outcome: NodeOutcome, { style, room }: Room): string {
  switch (outcome.status) {
    case 'skipped':
    case 'no-op':
      return paint(style, 'dim', clip(whyNot(outcome), room, style))
    case 'error':
      return timed(
        paint(style, 'red', padEnd(whatFailed(outcome), rowsWidth + gap.length + versionWidth)),
        outcome,
        style,
      )
    case 'fail':
    case 'warn':
      return timed(
        paint(style, outcome.status === 'fail' ? 'red' : 'yellow', numbers(outcome)),
        outcome,
        style,
      )
    default:
      return `${timed(numbers(outcome), outcome, style)}${hooksText(outcome, { style, room })}`
  }
}

function hooksText({ hooks }: NodeOutcome, { style, room }: Room): string {
  const text = hooks === undefined ? '' : `${gap}${plural(hooks, 'hook')}`
  const fits = room >= rowsWidth + versionWidth + timeWidth + 2 * gap.length + text.length
  return text === '' || !fits ? '' : paint(style, 'dim', text)
}

function whyNot({ message, status }: NodeOutcome): string {
  return message ?? (status === 'skipped' ? 'skipped' : 'unchanged')
}

function whatFailed({ error, message }: NodeOutcome): string {
  const problems = error === undefined ? [] : collectProblems([error])
  if (problems.length > 1) return `${problems.length} errors`
  const [problem] = problems
  if (isGildError(problem)) return entryOf(problem).title
  return problem === undefined ? (message ?? 'failed') : 'bug in gild'
}

function numbers({ rows, failures, version, resourceType }: NodeOutcome): string {
  const bad = resourceType === 'test' && failures !== undefined && failures > 0n
  const amount = bad ? plural(failures, 'bad row') : rows === undefined ? '' : rowsText(rows)
  const table = version === undefined ? '' : `v${version}`
  return `${padStart(amount, rowsWidth)}${gap}${padEnd(table, versionWidth)}`
}

// One space more for one row keeps the digits below each other.
function rowsText(rows: bigint): string {
  return rows === 1n ? '1 row ' : `${count(rows)} rows`
}

function timed(text: string, outcome: NodeOutcome, style: Style): string {
  const time = padStart(duration(outcome.compileMs + outcome.executeMs), timeWidth)
  return `${text}${gap}${paint(style, 'dim', time)}`
}
