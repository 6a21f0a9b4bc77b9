import type { Output } from '../terminal.ts'

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

/** A few lines at the bottom of a terminal, drawn anew every 100 ms. Each must fit the width. */
export function openLiveWindow(output: Output, linesNow: () => readonly string[]): LiveWindow {
  let drawn = 0
  let closed = false
  output.write(hideCursor)
  const timer = setInterval(redraw, redrawMs)
  timer.unref()
  return { print, close }

  function redraw(): void {
    const lines = linesNow()
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
