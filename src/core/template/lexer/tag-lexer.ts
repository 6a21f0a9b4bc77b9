import { GildError } from '../../../errors/gild-error.ts'
import { whitespaceClass } from '../strings/whitespace.ts'
import type { Source } from '../syntax/template.ts'
import { int } from '../values/make.ts'
import { unescapeString } from './string-literal.ts'
import type { Token } from './token.ts'

const patterns = {
  whitespace: new RegExp(`[${whitespaceClass}]*`, 'y'),
  float: /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy,
  integer: /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy,
  name: /[\p{L}_][\p{L}\p{N}_]*/uy,
  string: /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"/sy,
  operator: /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y,
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

interface TagLexer {
  readonly source: Source
  readonly text: string
  readonly tokens: Token[]
  /** Where the tag begins, and its inside. */
  readonly tag: number
  readonly inside: number
}

/** The tokens of one `{{ … }}` or `{% … %}`; gives the offset behind it. */
export function lexTag(lexer: TagLexer): number {
  const { text, tokens, tag } = lexer
  const form = text[tag + 1] === '{' ? printTag : blockTag
  tokens.push({ kind: form.begin, text: form.open, start: tag, end: tag + 2 })
  const brackets: string[] = []
  let offset = skipWhitespace(text, lexer.inside)
  for (;;) {
    if (offset >= text.length) fail(lexer, tag, `"${form.open}" is not closed: expected "${form.close}"`)
    const end = brackets.length === 0 ? tagEnd(text, offset, form) : undefined
    if (end !== undefined) {
      tokens.push({ kind: form.end, text: form.close, start: offset, end: end.end })
      return end.next
    }
    const token = lexToken(lexer, offset)
    if (token.kind === 'operator') trackBrackets(lexer, brackets, token)
    tokens.push(token)
    offset = skipWhitespace(text, token.end)
  }
}

const printTag = { begin: 'print-begin', end: 'print-end', open: '{{', close: '}}', plus: false } as const
const blockTag = { begin: 'block-begin', end: 'block-end', open: '{%', close: '%}', plus: true } as const

/** Where the tag ends and where the text goes on, if it ends here. */
function tagEnd(
  text: string,
  offset: number,
  form: typeof printTag | typeof blockTag,
): { end: number; next: number } | undefined {
  const sign = text[offset]
  const signed = sign === '-' || (sign === '+' && form.plus)
  const close = signed ? offset + 1 : offset
  if (!text.startsWith(form.close, close)) return undefined
  const end = close + 2
  return { end, next: sign === '-' ? skipWhitespace(text, end) : end }
}

function skipWhitespace(text: string, offset: number): number {
  patterns.whitespace.lastIndex = offset
  patterns.whitespace.test(text)
  return patterns.whitespace.lastIndex
}

function lexToken(lexer: TagLexer, offset: number): Token {
  const { text } = lexer
  const first = text.charCodeAt(offset)
  if (first >= 48 && first <= 57) return lexNumber(lexer, offset)
  if (first === 34 || first === 39) {
    const string = match(text, patterns.string, offset)
    if (string === undefined) return fail(lexer, offset, 'the string is not closed')
    return { ...string, kind: 'string', text: unescapeString(string.text.slice(1, -1)) }
  }
  const name = match(text, patterns.name, offset)
  if (name !== undefined) return { ...name, kind: 'name' }
  const operator = match(text, patterns.operator, offset)
  if (operator !== undefined) return { ...operator, kind: 'operator' }
  return fail(lexer, offset, `unexpected character "${String.fromCodePoint(text.codePointAt(offset) ?? 0)}"`)
}

function lexNumber(lexer: TagLexer, offset: number): Token {
  // After a point only an integer can follow: `row.1.2` is two items, not the item 1.2.
  const float = lexer.text[offset - 1] === '.' ? undefined : match(lexer.text, patterns.float, offset)
  if (float !== undefined) return { ...float, kind: 'float', value: Number(float.text.replaceAll('_', '')) }
  const integer = match(lexer.text, patterns.integer, offset)
  if (integer === undefined) return fail(lexer, offset, 'this number is not valid')
  return { ...integer, kind: 'integer', value: int(BigInt(integer.text.replaceAll('_', ''))) }
}

function trackBrackets(lexer: TagLexer, brackets: string[], token: Token): void {
  const close = closing[token.text]
  if (close !== undefined) brackets.push(close)
  if (token.text !== ')' && token.text !== ']' && token.text !== '}') return
  const expected = brackets.pop()
  if (expected === token.text) return
  const problem = expected === undefined ? 'nothing to close' : `expected "${expected}"`
  fail(lexer, token.start, `unexpected "${token.text}", ${problem}`)
}

function match(
  text: string,
  pattern: RegExp,
  offset: number,
): { text: string; start: number; end: number } | undefined {
  pattern.lastIndex = offset
  return pattern.test(text)
    ? { text: text.slice(offset, pattern.lastIndex), start: offset, end: pattern.lastIndex }
    : undefined
}

function fail(lexer: TagLexer, offset: number, problem: string): never {
  throw new GildError(
    'template-syntax',
    { problem },
    { at: lexer.source.location({ start: offset, end: offset + 1 }) },
  )
}
