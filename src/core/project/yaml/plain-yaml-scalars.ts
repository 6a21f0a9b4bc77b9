import { type Cursor, endLine, matchEnd } from './plain-yaml-cursor.ts'
import type { PlainScalar } from './plain-yaml-tree.ts'

/** A text in quotes on one line, with the most usual escapes only. */
export function readQuoted(text: string, start: number): PlainScalar | undefined {
  const quote = text[start]
  if (quote !== '"' && quote !== "'") return undefined
  const end = matchEnd(quote === '"' ? doubleQuoted : singleQuoted, text, start)
  if (end < 0) return undefined
  const inner = text.slice(start + 1, end - 1)
  const value = quote === '"' ? withoutEscapes(inner) : inner.replaceAll("''", "'")
  return { kind: 'scalar', start, end, value }
}

const singleQuoted = /'(?:[^'\n]|'')*'/y
const doubleQuoted = /"(?:[^"\\\n]|\\["\\/nt])*"/y

function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' }

/** What stands on one line without quotes. */
export function readWord(text: string, start: number): PlainScalar | undefined {
  return scalarOf(text, start, matchEnd(word, text, start))
}

/** The same inside of brackets, where commas and brackets end it. */
export function readFlowWord(text: string, start: number): PlainScalar | undefined {
  return scalarOf(text, start, matchEnd(flowWord, text, start))
}

// Up to a colon that ends a word, and a hash that begins one.
const word = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=\S))(?:[^\s:]|:(?=\S)| +(?=[^\s#:]|:\S))*/y
const flowWord =
  /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^\s,[\]{}]))(?:[^\s:,[\]{}]|:(?=[^\s,[\]{}])| +(?=[^\s#:,[\]{}]|:[^\s,[\]{}]))*/y

function scalarOf(text: string, start: number, end: number): PlainScalar | undefined {
  if (end < 0) return undefined
  const value = wordValue(text.slice(start, end))
  return value === undefined ? undefined : { kind: 'scalar', start, end, value }
}

/** Text without quotes, which goes on in the lines below that are indented more. */
export function readLines(cursor: Cursor, indent: number): PlainScalar | undefined {
  const { text, at: start } = cursor
  let end = matchEnd(word, text, start)
  let folded = ''
  for (let from = start; ; from = cursor.at) {
    if (end < 0) return undefined
    folded += text.slice(from, end)
    cursor.at = end
    if (!endLine(cursor)) return undefined
    if (cursor.indent <= indent) break
    const between = text.slice(end, cursor.at)
    if (between.includes('#')) return undefined
    const breaks = between.split('\n').length - 1
    folded += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
    end = matchEnd(word, text, cursor.at)
  }
  const value = wordValue(folded)
  return value === undefined ? undefined : { kind: 'scalar', start, end, value }
}

// Undefined for numbers in the forms that few use.
function wordValue(text: string): PlainScalar['value'] | undefined {
  const known = words.get(text)
  if (known !== undefined) return known
  if (!/^[-+.0-9]/.test(text)) return text
  if (/^[-+]?(?:[0-9]{1,15}|\.[0-9]+|[0-9]+\.[0-9]*)$/.test(text)) return Number(text)
  return otherNumber.test(text) ? undefined : text
}

const otherNumber =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-f]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)e[-+]?[0-9]+|[-+]?\.inf|\.nan)$/i

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map(text => [text, null] as const),
  ...['true', 'yes', 'on'].flatMap(text => spellings(text).map(each => [each, true] as const)),
  ...['false', 'no', 'off'].flatMap(text => spellings(text).map(each => [each, false] as const)),
])

function spellings(text: string): readonly string[] {
  return [text, `${text.charAt(0).toUpperCase()}${text.slice(1)}`, text.toUpperCase()]
}
