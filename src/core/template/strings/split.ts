import { raise } from '../values/fault.ts'
import { isWhitespace, trimEnd, trimStart, whitespaceClass } from './whitespace.ts'

const whitespaceRun = new RegExp(`[${whitespaceClass}]+`)

/** Python's `text.split(separator, most)`; without a separator at runs of white space; `most` < 0 is no limit. */
export function split(text: string, separator: string | undefined, most: number): string[] {
  if (separator === undefined) return splitWords(text, most)
  if (separator === '') return raise('ValueError', 'empty separator')
  const parts = text.split(separator)
  if (most < 0 || parts.length <= most + 1) return parts
  return [...parts.slice(0, most), parts.slice(most).join(separator)]
}

/** As `split`, but the limit leaves the beginning whole. */
export function splitFromEnd(text: string, separator: string | undefined, most: number): string[] {
  if (separator === undefined) return splitWordsFromEnd(text, most)
  if (separator === '') return raise('ValueError', 'empty separator')
  const parts = text.split(separator)
  if (most < 0 || parts.length <= most + 1) return parts
  const cut = parts.length - most
  return [parts.slice(0, cut).join(separator), ...parts.slice(cut)]
}

// Past the limit the rest stays as it is, with the white space at its far end.
function splitWords(text: string, most: number): string[] {
  const words: string[] = []
  let rest = trimStart(text)
  while (rest !== '' && words.length !== most) {
    const gap = whitespaceRun.exec(rest)
    words.push(rest.slice(0, gap?.index))
    rest = gap === null ? '' : rest.slice(gap.index + gap[0].length)
  }
  return rest === '' ? words : [...words, rest]
}

function splitWordsFromEnd(text: string, most: number): string[] {
  const words: string[] = []
  let rest = trimEnd(text)
  while (rest !== '' && words.length !== most) {
    let start = rest.length
    while (start > 0 && !isWhitespace(rest.charAt(start - 1))) start--
    words.unshift(rest.slice(start))
    rest = trimEnd(rest.slice(0, start))
  }
  return rest === '' ? words : [rest, ...words]
}

// What Python's `splitlines` takes for the end of a line.
const lineEnds = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029'
const line = new RegExp(`[^${lineEnds}]*(?:\\r\\n|[${lineEnds}])|[^${lineEnds}]+$`, 'g')
const lineEnd = new RegExp(`(?:\\r\\n|[${lineEnds}])$`)

export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines: string[] = text.match(line) ?? []
  return keepEnds ? lines : lines.map(each => each.replace(lineEnd, ''))
}
