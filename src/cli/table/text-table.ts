import { clip, displayWidth, padEnd, padStart, paint } from '../style.ts'
import type { Style } from '../terminal.ts'

export interface TextColumn {
  readonly name: string
  /** Second line of the head, which a table without types does not have. */
  readonly type?: string | undefined
  /** Numbers are read from their right end. */
  readonly right: boolean
}

export interface TextTable {
  readonly columns: readonly TextColumn[]
  /** One text a cell; undefined is NULL. */
  readonly rows: readonly (readonly (string | undefined)[])[]
}

export interface TableOptions {
  readonly style: Style
  /** Cells of a line; undefined where lines may have any length. */
  readonly width: number | undefined
}

export interface DrawnTable {
  readonly text: string
  /** Columns that did not fit. */
  readonly hidden: readonly string[]
}

const narrowest = 8
// Few columns that can be read are worth more than many that cannot.
const readable = 16
const unicodeBox = { across: '─', down: '│', top: '┌┬┐', middle: '├┼┤', bottom: '└┴┘' }
const asciiBox = { across: '-', down: '|', top: '+++', middle: '+++', bottom: '+++' }

/** Columns below each other in a box; numbers to the right. What does not fit the width is cut, the last columns hidden. */
export function drawTable(table: TextTable, options: TableOptions): DrawnTable {
  const { style, width } = options
  const wanted = table.columns.map((_, i) => naturalWidth(table, i))
  const widths = width === undefined ? wanted : shrink(wanted, width)
  const columns = table.columns.slice(0, widths.length)
  const box = style.unicode ? unicodeBox : asciiBox
  const line = (cells: readonly string[]) =>
    `${dim(box.down)} ${cells.join(` ${dim(box.down)} `)} ${dim(box.down)}`
  const rule = (ends: string) =>
    dim(`${ends[0]}${widths.map(w => box.across.repeat(w + 2)).join(ends[1])}${ends[2]}`)
  const head = columns.map(({ name }, i) => paint(style, 'bold', align(name, i)))
  const types = columns.map(({ type }, i) => paint(style, 'dim', align(type ?? '', i)))
  const hasTypes = columns.some(({ type }) => type !== undefined)
  const body = table.rows.map(row => line(columns.map((_, i) => cell(row[i], i))))
  const lines = [
    rule(box.top),
    line(head),
    ...(hasTypes ? [line(types)] : []),
    rule(box.middle),
    ...body,
    rule(box.bottom),
  ]
  return { text: `${lines.join('\n')}\n`, hidden: table.columns.slice(widths.length).map(({ name }) => name) }

  function align(text: string, column: number): string {
    const room = widths[column] ?? 0
    const shown = clip(text, room, style)
    return columns[column]?.right === true ? padStart(shown, room) : padEnd(shown, room)
  }
  function cell(text: string | undefined, column: number): string {
    return text === undefined ? dim(align('NULL', column)) : align(text, column)
  }
  function dim(text: string): string {
    return paint(style, 'dim', text)
  }
}

function naturalWidth({ columns, rows }: TextTable, index: number): number {
  const { name = '', type = '' } = columns[index] ?? {}
  const cells = rows.map(row => displayWidth(row[index] ?? 'NULL'))
  return cells.reduce(
    (widest, cell) => Math.max(widest, cell),
    Math.max(displayWidth(name), displayWidth(type)),
  )
}

// The widest columns give first; when all are narrow, the last ones go.
function shrink(wanted: readonly number[], width: number): readonly number[] {
  const kept = [...wanted]
  while (kept.length > 1 && lineWidth(kept.map(w => Math.min(w, readable))) > width) kept.pop()
  let over = lineWidth(kept) - width
  while (over > 0) {
    const widest = kept.indexOf(Math.max(...kept))
    const rest = kept.filter((_, i) => i !== widest)
    const next = Math.max(narrowest, ...rest)
    const current = kept[widest] ?? 0
    const step = current > next ? Math.min(over, current - next) : Math.min(over, 1)
    if (current - step < 1) return kept
    kept[widest] = current - step
    over -= step
  }
  return kept
}

function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, w) => sum + w + 3, 1)
}
