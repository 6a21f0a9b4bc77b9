import { duration } from '../quantity.ts'
import { clip, displayWidth, paint } from '../style.ts'
import type { Output, Style } from '../terminal.ts'
import { type Tally, totalOf } from './tally.ts'

/** A run as its live window shows it. `since` is in milliseconds since the epoch. */
export interface RunState {
  readonly running: readonly RunningNode[]
  readonly tally: Tally
  readonly total: number
  /** Until all have ended, if they take what they last took; undefined when that is not known. */
  readonly leftMs?: number | undefined
}

export interface RunningNode {
  readonly name: string
  readonly since: number
  /** What it took last. */
  readonly lastMs?: number | undefined
}

export interface DrawContext {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly output: Output
}

/** What runs now, and how far the run is; nothing between two nodes. */
export function windowLines(
  { running, tally, total, leftMs }: RunState,
  { now, output }: DrawContext,
): readonly string[] {
  const { style } = output
  const columns = output.columns() ?? 80
  if (running.length === 0) return []
  const room = Math.max(1, Math.min(8, Math.floor(output.rows() / 3)))
  const shown = running.slice(0, running.length > room ? room - 1 : room)
  const lines = shown.map(node => runningLine(node, now, { columns, style }))
  const hidden = running.length - shown.length
  if (hidden > 0) lines.push(paint(style, 'dim', `    and ${hidden} more`))
  return [...lines, progressLine({ tally, total, leftMs }, { columns, style })]
}

interface LineContext {
  readonly columns: number
  readonly style: Style
}

function runningLine(
  { name, since, lastMs }: RunningNode,
  now: number,
  { columns, style }: LineContext,
): string {
  const elapsedMs = now - since
  // Of what takes no second, the last time is noise.
  const isKnown = lastMs !== undefined && lastMs >= 1000
  const time = isKnown ? `${duration(elapsedMs)} (last ${duration(lastMs)})` : duration(elapsedMs)
  const shown = clip(name, Math.max(8, columns - time.length - 8), style)
  const tone = elapsedMs > 300_000 ? 'red' : elapsedMs > 60_000 ? 'yellow' : 'dim'
  return `  ${paint(style, 'cyan', style.unicode ? '▸' : '>')} ${shown}  ${paint(style, tone, time)}`
}

type Progress = Pick<RunState, 'tally' | 'total' | 'leftMs'>

function progressLine({ tally, total, leftMs }: Progress, { columns, style }: LineContext): string {
  const done = totalOf(tally)
  const counts = [
    `${done}/${total}`,
    tally.warn > 0 ? paint(style, 'yellow', `${tally.warn} warn`) : '',
    tally.error > 0 ? paint(style, 'red', `${tally.error} failed`) : '',
    tally.skip > 0 ? paint(style, 'dim', `${tally.skip} skipped`) : '',
    leftMs === undefined ? '' : paint(style, 'dim', `about ${roughly(leftMs)} left`),
  ].filter(text => text !== '')
  const text = counts.join('  ')
  const width = Math.min(40, columns - displayWidth(text) - 6)
  return width < 8 ? `  ${text}` : `  ${bar(done, total, { columns: width, style })}  ${text}`
}

// An estimate in hundredths of a second would lie.
function roughly(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 60 ? `${seconds}s` : duration(seconds * 1000)
}

function bar(done: number, total: number, { columns, style }: LineContext): string {
  const filled = total === 0 ? 0 : Math.round((done / total) * columns)
  const [full, rest] = style.unicode ? ['━', '─'] : ['=', '-']
  return `${paint(style, 'green', (full ?? '').repeat(filled))}${paint(style, 'dim', (rest ?? '').repeat(columns - filled))}`
}
