import type { Clock } from '../../ports/runtime.ts'
import { duration } from '../quantity.ts'
import { clip, displayWidth, paint } from '../style.ts'
import type { Output, Style } from '../terminal.ts'
import { type Tally, totalOf } from './tally.ts'

/** What the window shows. `since` is in milliseconds since the epoch. */
export interface WindowState {
  readonly running: readonly { readonly name: string; readonly since: number }[]
  readonly tally: Tally
  readonly total: number
}

export interface LiveWindow {
  /** Prints lines above the window. */
  print(text: string): void
  /** Removes the window and shows the cursor again. */
  close(): void
}

const redrawMs = 100
const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'
// Terminals that know these draw what lies between them at once, without flicker; others ignore them.
const beginUpdate = '\x1b[?2026h'
const endUpdate = '\x1b[?2026l'

/** A few lines at the bottom of a terminal that show what runs now, drawn anew every 100 ms. */
export function openLiveWindow(output: Output, clock: Clock, state: () => WindowState): LiveWindow {
  let drawn = 0
  let closed = false
  output.write(hideCursor)
  const timer = setInterval(redraw, redrawMs)
  timer.unref()
  return { print, close }

  function redraw(): void {
    const lines = windowLines(state(), { now: clock.now(), output })
    output.write(`${beginUpdate}${erase()}${lines.join('\n')}${lines.length > 0 ? '\n' : ''}${endUpdate}`)
    drawn = lines.length
  }

  function print(text: string): void {
    output.write(closed ? text : `${beginUpdate}${erase()}${text}`)
    drawn = 0
    if (!closed) redraw()
  }

  function erase(): string {
    return drawn === 0 ? '' : `\x1b[${drawn}A\x1b[0J`
  }

  function close(): void {
    if (closed) return
    closed = true
    clearInterval(timer)
    output.write(`${erase()}${showCursor}`)
  }
}

interface DrawContext {
  readonly now: number
  readonly output: Output
}

function windowLines(
  { running, tally, total }: WindowState,
  { now, output }: DrawContext,
): readonly string[] {
  const { style } = output
  const columns = output.columns() ?? 80
  if (running.length === 0) return []
  const room = Math.max(1, Math.min(8, Math.floor(output.rows() / 3)))
  const shown = running.slice(0, running.length > room ? room - 1 : room)
  const lines = shown.map(({ name, since }) => runningLine(name, now - since, { columns, style }))
  const hidden = running.length - shown.length
  if (hidden > 0) lines.push(paint(style, 'dim', `    and ${hidden} more`))
  return [...lines, progressLine(tally, total, { columns, style })]
}

interface LineContext {
  readonly columns: number
  readonly style: Style
}

function runningLine(name: string, elapsedMs: number, { columns, style }: LineContext): string {
  const time = duration(elapsedMs)
  const shown = clip(name, Math.max(8, columns - time.length - 8), style)
  const tone = elapsedMs > 300_000 ? 'red' : elapsedMs > 60_000 ? 'yellow' : 'dim'
  return `  ${paint(style, 'cyan', style.unicode ? '▸' : '>')} ${shown}  ${paint(style, tone, time)}`
}

function progressLine(tally: Tally, total: number, { columns, style }: LineContext): string {
  const done = totalOf(tally)
  const counts = [
    `${done}/${total}`,
    tally.warn > 0 ? paint(style, 'yellow', `${tally.warn} warn`) : '',
    tally.error > 0 ? paint(style, 'red', `${tally.error} failed`) : '',
    tally.skip > 0 ? paint(style, 'dim', `${tally.skip} skipped`) : '',
  ].filter(text => text !== '')
  const text = counts.join('  ')
  const width = Math.min(40, columns - displayWidth(text) - 6)
  return width < 8 ? `  ${text}` : `  ${bar(done, total, { columns: width, style })}  ${text}`
}

function bar(done: number, total: number, { columns, style }: LineContext): string {
  const filled = total === 0 ? 0 : Math.round((done / total) * columns)
  const [full, rest] = style.unicode ? ['━', '─'] : ['=', '-']
  return `${paint(style, 'green', (full ?? '').repeat(filled))}${paint(style, 'dim', (rest ?? '').repeat(columns - filled))}`
}
