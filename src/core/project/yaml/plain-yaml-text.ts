import { type Cursor, endLine, matchEnd } from './plain-yaml-cursor.ts'
import type { PlainScalar } from './plain-yaml-tree.ts'

/** A text below `|` or `>`, its lines indented alike, and folded ones not further. */
export function readBlockText(cursor: Cursor, indent: number): PlainScalar | undefined {
  const { text, at: start } = cursor
  const from = matchEnd(header, text, start)
  const margin = matchEnd(spaces, text, from) - from
  if (from < 0 || margin <= indent) return undefined
  const lines = linesBelow(text, from, margin)
  const end = Math.min(from + lines.join('\n').length + 1, text.length)
  const contents = lines.map(line => line.slice(margin))
  const folds = text[start] === '>'
  if (lines.some(line => line !== '' && line.trim() === '')) return undefined
  if (folds && contents.some(line => line.startsWith(' '))) return undefined
  cursor.at = end - (text[end - 1] === '\n' ? 1 : 0)
  if (!endLine(cursor) || cursor.indent > indent) return undefined
  const joined = contents.join('\n')
  const value = folds ? joined.replace(/\n+/g, foldBreaks) : joined
  return { kind: 'scalar', start, end, value: text[start + 1] === '-' ? value : `${value}\n` }
}

const header = /[|>]-?\n/y
const spaces = / */y

// Without the empty lines at the end.
function linesBelow(text: string, from: number, margin: number): readonly string[] {
  const lines: string[] = []
  let filled = 0
  for (let at = from; at < text.length; ) {
    const next = text.indexOf('\n', at)
    const line = text.slice(at, next < 0 ? text.length : next)
    const isEmpty = line.trim() === ''
    if (!isEmpty && line.search(/[^ ]/) < margin) break
    lines.push(line)
    if (!isEmpty) filled = lines.length
    at += line.length + 1
  }
  return lines.slice(0, filled)
}

function foldBreaks(breaks: string): string {
  return breaks.length === 1 ? ' ' : breaks.slice(1)
}
