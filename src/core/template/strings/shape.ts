import { endWithoutWhitespace, isWhitespace } from './whitespace.ts'

/** Without the given characters, or white space, at one end or both. */
export function strip(text: string, chars: string | undefined, ends: 'both' | 'start' | 'end'): string {
  const drop = chars === undefined ? isWhitespace : (character: string) => chars.includes(character)
  let start = 0
  if (ends !== 'end') while (start < text.length && drop(text.charAt(start))) start++
  if (ends === 'start') return text.slice(start)
  let end = chars === undefined ? endWithoutWhitespace(text, start, text.length) : text.length
  while (end > start && drop(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** The first `count` places, all when it is below 0. */
export function replace(text: string, [from, to]: readonly [string, string], count: number): string {
  if (count < 0 || count > text.length)
    return from === '' ? spread(text, to, text.length + 1) : text.split(from).join(to)
  if (from === '') return spread(text, to, count)
  const parts = text.split(from)
  const cut = Math.min(count, parts.length - 1)
  return [...parts.slice(0, cut), parts.slice(cut).join(from)].join(to)
}

/** Between all characters and at both ends. */
function spread(text: string, by: string, count: number): string {
  const points = [...text]
  return (
    points.map((point, i) => (i < count ? by + point : point)).join('') + (count > points.length ? by : '')
  )
}

export function padStart(text: string, width: number, fill = ' '): string {
  return fill.repeat(missing(text, width)) + text
}

export function padEnd(text: string, width: number, fill = ' '): string {
  return text + fill.repeat(missing(text, width))
}

/** As CPython: an odd cell goes left when the width is odd. */
export function center(text: string, width: number, fill = ' '): string {
  const cells = missing(text, width)
  const left = (cells >> 1) + (cells & width & 1)
  return fill.repeat(left) + text + fill.repeat(cells - left)
}

export function zeroFill(text: string, width: number): string {
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(missing(text, width)) + text.slice(sign.length)
}

function missing(text: string, width: number): number {
  return Math.max(0, width - [...text].length)
}

export function expandTabs(text: string, size: number): string {
  let column = 0
  let result = ''
  for (const character of text) {
    const spaces = character === '\t' ? (size > 0 ? size - (column % size) : 0) : undefined
    result += spaces === undefined ? character : ' '.repeat(spaces)
    column = character === '\n' || character === '\r' ? 0 : column + (spaces ?? 1)
  }
  return result
}
