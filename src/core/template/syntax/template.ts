import type { Location } from '../../../errors/location.ts'
import type { Root, Span } from './ast.ts'

/** A parsed template. It holds no state of a run: one may be rendered any number of times, also at once. */
export interface Template {
  /** As given to `parse`, for messages. */
  readonly file: string
  /** The text with line ends as `\n`; all offsets count in it, in UTF-16 units. */
  readonly text: string
  readonly ast: Root
  /** Line and column of an offset, both from 1. */
  position(offset: number): Position
  /** The place of a node. */
  location(span: Span): Location
}

export interface Position {
  readonly line: number
  readonly column: number
}

/** Where a text begins in its file. */
export interface FirstPosition extends Position {
  /** Characters before each further line that are none of the text. */
  readonly indent?: number
}

/** The text of a template before it is parsed, with what is needed to speak about places in it. */
export interface Source extends Omit<Template, 'ast'> {}

/** `firstPosition` is where the text begins in the file, for a text inside another one (a YAML value). */
export function sourceOf(
  text: string,
  file: string,
  firstPosition: FirstPosition = { line: 1, column: 1 },
): Source {
  const normal = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  let lineStarts: readonly number[] | undefined
  function position(offset: number): Position {
    lineStarts ??= findLineStarts(normal)
    const index = lastAtMost(lineStarts, offset)
    const column = offset - (lineStarts[index] ?? 0) + 1
    return {
      line: index + firstPosition.line,
      column: column + (index === 0 ? firstPosition.column - 1 : (firstPosition.indent ?? 0)),
    }
  }
  function location({ start, end }: Span): Location {
    const from = position(start)
    const to = position(end)
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
  return { file, text: normal, position, location }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return starts
}

/** Index of the last element that is at most `value`; `sorted` begins with one that is. */
export function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}
