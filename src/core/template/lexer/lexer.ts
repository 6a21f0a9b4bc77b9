import { GildError } from '../../../errors/gild-error.ts'
import { endWithoutWhitespace, whitespaceClass } from '../strings/whitespace.ts'
import type { Source } from '../syntax/template.ts'
import { lexTag } from './tag-lexer.ts'
import type { Token } from './token.ts'

const rawBegin = new RegExp(
  `\\{%[-+]?[${whitespaceClass}]*raw[${whitespaceClass}]*(?:-%\\}[${whitespaceClass}]*|%\\})`,
  'y',
)
const rawEnd = new RegExp(
  `\\{%([-+]?)[${whitespaceClass}]*endraw[${whitespaceClass}]*(?:\\+%\\}|(-%\\}[${whitespaceClass}]*)|%\\})`,
  'g',
)
const whitespace = new RegExp(`[${whitespaceClass}]*`, 'y')

interface Lexer {
  readonly source: Source
  readonly text: string
  readonly tokens: Token[]
}

/** Cuts a template into tokens. As in Jinja, one newline at the very end is dropped. */
export function lex(source: Source): readonly Token[] {
  const text = source.text.endsWith('\n') ? source.text.slice(0, -1) : source.text
  const lexer: Lexer = { source, text, tokens: [] }
  let offset = 0
  while (offset < text.length) offset = lexNext(lexer, offset)
  lexer.tokens.push({ kind: 'template-end', text: '', start: text.length, end: text.length })
  return lexer.tokens
}

/** Text up to the next tag, and that tag; gives the offset behind it. */
function lexNext(lexer: Lexer, from: number): number {
  const { text } = lexer
  const tag = findTag(text, from)
  if (tag === text.length) {
    pushData(lexer, from, tag)
    return tag
  }
  const sign = text[tag + 2]
  const stripped = sign === '-' ? endWithoutWhitespace(text, from, tag) : tag
  pushData(lexer, from, stripped)
  const inside = sign === '-' || sign === '+' ? tag + 3 : tag + 2
  if (text[tag + 1] === '#') return skipComment(lexer, tag, inside)
  rawBegin.lastIndex = tag
  if (text[tag + 1] === '%' && rawBegin.test(text)) return lexRaw(lexer, tag, rawBegin.lastIndex)
  return lexTag({ source: lexer.source, text, tokens: lexer.tokens, tag, inside })
}

/** Where the next `{{`, `{%` or `{#` begins, or the end of the text. */
function findTag(text: string, from: number): number {
  for (let i = text.indexOf('{', from); i >= 0; i = text.indexOf('{', i + 1)) {
    const next = text[i + 1]
    if (next === '{' || next === '%' || next === '#') return i
  }
  return text.length
}

function pushData(lexer: Lexer, start: number, end: number): void {
  if (end > start) lexer.tokens.push({ kind: 'data', text: lexer.text.slice(start, end), start, end })
}

function skipComment({ source, text }: Lexer, tag: number, inside: number): number {
  const end = text.indexOf('#}', inside)
  if (end < 0) return failAt(source, tag, 'the comment is not closed: expected "#}"')
  return text[end - 1] === '-' && end > inside ? skipWhitespace(text, end + 2) : end + 2
}

function lexRaw(lexer: Lexer, tag: number, bodyStart: number): number {
  rawEnd.lastIndex = bodyStart
  const end = rawEnd.exec(lexer.text)
  if (end === null) return failAt(lexer.source, tag, 'the block "raw" is not closed: expected "{% endraw %}"')
  const bodyEnd = end[1] === '-' ? endWithoutWhitespace(lexer.text, bodyStart, end.index) : end.index
  pushData(lexer, bodyStart, bodyEnd)
  return rawEnd.lastIndex
}

function skipWhitespace(text: string, from: number): number {
  whitespace.lastIndex = from
  whitespace.test(text)
  return whitespace.lastIndex
}

function failAt(source: Source, offset: number, problem: string): never {
  throw new GildError(
    'template-syntax',
    { problem },
    { at: source.location({ start: offset, end: offset + 2 }) },
  )
}
