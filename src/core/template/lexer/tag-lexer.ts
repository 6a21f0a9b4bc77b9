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
  let end = offset
  while (isPlainSpace(text.charCodeAt(end))) end++
  // Rare kinds of white space are left to the pattern, which is much slower.
  const next = text.charCodeAt(end)
  if (next > 32 && next < 128) return end
  patterns.whitespace.lastIndex = end
  patterns.whitespace.test(text)
  return patterns.whitespace.lastIndex
}

function isPlainSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9
}

function lexToken(lexer: TagLexer, offset: number): Token {
  const { text } = lexer
  const first = text.charCodeAt(offset)
  if (isDigit(first)) return lexNumber(lexer, offset)
  if (first === 34 || first === 39) return lexString(lexer, offset)
  const nameEnd = endOfName(text, offset)
  if (nameEnd > offset)
    return { kind: 'name', text: text.slice(offset, nameEnd), start: offset, end: nameEnd }
  const end = endOf(patterns.operator, text, offset)
  if (end === undefined)
    return fail(
      lexer,
      offset,
      `unexpected character "${String.fromCodePoint(text.codePointAt(offset) ?? 0)}"`,
    )
  return { kind: 'operator', text: text.slice(offset, end), start: offset, end }
}

/** Where the name that begins here ends; here, when none does. */
function endOfName(text: string, offset: number): number {
  let end = offset
  while (isNameCode(text.charCodeAt(end))) end++
  return text.charCodeAt(end) < 128 || end === text.length
    ? end
    : (endOf(patterns.name, text, offset) ?? offset)
}

// The first is never a digit: those begin a number.
function isNameCode(code: number): boolean {
  return (code >= 97 && code <= 122) || code === 95 || (code >= 65 && code <= 90) || isDigit(code)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function lexString(lexer: TagLexer, offset: number): Token {
  const { text } = lexer
  const end = endOf(patterns.string, text, offset)
  if (end === undefined) return fail(lexer, offset, 'the string is not closed')
  return { kind: 'string', text: unescapeString(text.slice(offset + 1, end - 1)), start: offset, end }
}

function lexNumber(lexer: TagLexer, offset: number): Token {
  const { text } = lexer
  // After a point only an integer can follow: `row.1.2` is two items, not the item 1.2.
  const floatEnd = text[offset - 1] === '.' ? undefined : endOf(patterns.float, text, offset)
  const end = floatEnd ?? endOf(patterns.integer, text, offset)
  if (end === undefined) return fail(lexer, offset, 'this number is not valid')
  const written = text.slice(offset, end)
  const digits = written.replaceAll('_', '')
  const value = floatEnd === undefined ? int(BigInt(digits)) : Number(digits)
  return { kind: floatEnd === undefined ? 'integer' : 'float', text: written, value, start: offset, end }
}

function trackBrackets(lexer: TagLexer, brackets: string[], token: Token): void {
  const close = closing[token.text]
  if (close !== undefined) brackets.push(close)
  if (token.text !== ')' && token.text !== ']' && token.text !== '}') return
  const expected = brackets.pop()
  if (expected === token.text) return
  const nothing = token.text === '}' ? 'an expression ends with "}}", a tag with "%}"' : 'nothing to close'
  const problem = expected === undefined ? nothing : `expected "${expected}"`
  fail(lexer, token.start, `unexpected "${token.text}", ${problem}`)
}

function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : undefined
}

function fail(lexer: TagLexer, offset: number, problem: string): never {
  throw new GildError(
    'template-syntax',
    { problem },
    { at: lexer.source.location({ start: offset, end: offset + 1 }) },
  )
}
