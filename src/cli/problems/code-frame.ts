import type { Location } from '../../errors/location.ts'
import { displayWidth, ellipsis, paint } from '../style.ts'
import type { Style } from '../terminal.ts'

export interface FrameOptions {
  readonly style: Style
  /** Longest line to draw; longer source lines are cut around the place. */
  readonly width: number
  /** Lines to show before and after the marked one. */
  readonly before: number
  readonly after: number
}

/** The lines around a place, with carets below what it spans. Undefined when the place is not in the text. */
export function codeFrame(source: string, at: Location, options: FrameOptions): string | undefined {
  if (at.line === undefined) return undefined
  const lines = source.split(/\r\n|\n|\r/)
  const marked = lines[at.line - 1]
  if (marked === undefined) return undefined
  const first = Math.max(1, at.line - options.before)
  const last = Math.min(lines.length, at.line + options.after)
  const gutter = String(last).length
  const view = viewOf(marked, at, options.width - gutter - 7)
  const frame: string[] = []
  for (let number = first; number <= last; number++) {
    const text = cut(lines[number - 1] ?? '', view, options.style)
    const bar = paint(options.style, 'dim', `${String(number).padStart(gutter + 3)} |`)
    const shown = number === at.line ? text : paint(options.style, 'dim', text)
    frame.push(`${bar} ${shown}`.trimEnd())
    if (number === at.line && at.column !== undefined)
      frame.push(caretLine(marked, at, { view, gutter, ...options }))
  }
  return trimBlankEnds(frame, options.style).join('\n')
}

interface View {
  readonly from: number
  readonly to: number
}

// A minified line would wrap and tear the carets from what they point at.
function viewOf(line: string, { column = 1 }: Location, width: number): View {
  const length = expand(line).length
  if (length <= width) return { from: 0, to: width }
  const at = expand(line.slice(0, column - 1)).length
  const from = Math.max(0, Math.min(at - Math.floor(width / 3), length - width))
  return { from, to: from + width }
}

function cut(line: string, { from, to }: View, style: Style): string {
  const text = expand(line)
  const mark = ellipsis(style)
  const head = from > 0 && text.length > from ? mark : ''
  const tail = text.length > to ? mark : ''
  return head + text.slice(from + head.length, to - tail.length) + tail
}

interface CaretOptions extends FrameOptions {
  readonly view: View
  readonly gutter: number
}

function caretLine(line: string, at: Location, { view, gutter, style }: CaretOptions): string {
  const column = at.column ?? 1
  const end = endOfCarets(line, at, column)
  const visible = expand(line.slice(0, column - 1)).slice(view.from)
  const spanned = expand(line.slice(column - 1, end - 1)).slice(
    0,
    Math.max(1, view.to - view.from - visible.length),
  )
  const carets = '^'.repeat(Math.max(1, displayWidth(spanned)))
  const bar = paint(style, 'dim', `${' '.repeat(gutter + 3)} |`)
  return `${bar} ${' '.repeat(displayWidth(visible))}${paint(style, 'red', carets)}`
}

// What spans several lines is marked to the end of its first.
function endOfCarets(line: string, at: Location, column: number): number {
  if (at.endLine !== undefined && at.endLine > (at.line ?? 0)) return line.trimEnd().length + 1
  return at.endColumn ?? column + 1
}

function expand(text: string): string {
  return text.replaceAll('\t', '    ')
}

function trimBlankEnds(frame: readonly string[], style: Style): readonly string[] {
  const isBlank = (line: string | undefined) => line !== undefined && stripped(line, style).endsWith('|')
  const from = isBlank(frame[0]) ? 1 : 0
  const to = isBlank(frame.at(-1)) ? frame.length - 1 : frame.length
  return frame.slice(from, to)
}

function stripped(line: string, style: Style): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
  return style.color ? line.replace(/\x1b\[\d+m/g, '').trimEnd() : line
}
