/**
 * JSON without loss: an integer that a double cannot hold is a `bigint`, a number whose digits a double would change
 * is a `JsonNumber`. All 64-bit values enter and leave here.
 */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonNumber
  | readonly JsonValue[]
  | JsonObject

export interface JsonObject {
  readonly [key: string]: JsonValue | undefined
}

const text = Symbol('text')

/** A number that keeps the digits of its text. */
export interface JsonNumber {
  readonly [text]: string
}

/** The number with exactly this text, which must be a JSON number. */
export function jsonNumber(digits: string): JsonNumber {
  return { [text]: digits }
}

/** The digits of any number as JSON writes them, undefined for everything else. */
export function numberText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return isJsonNumber(value) ? value[text] : undefined
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isJsonNumber(value)
}

/** Parses one value. Throws `SyntaxError`. */
export function parseJson(source: string): JsonValue {
  if (!mayLoseDigits.test(source)) return JSON.parse(source) as JsonValue
  const cursor = { source, at: 0 }
  const value = readValue(cursor)
  if (!atEnd(cursor)) throw syntaxError(cursor, 'unexpected text after the value')
  return value
}

/** Parses values that follow each other with nothing but white space between them. Throws `SyntaxError`. */
export function parseJsonSequence(source: string): JsonValue[] {
  const cursor = { source, at: 0 }
  const values: JsonValue[] = []
  while (!atEnd(cursor)) values.push(readValue(cursor))
  return values
}

/** One line, without white space. Fields that are `undefined` are left out. */
export function formatJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return formatNumber(value)
  if (isArray(value)) return `[${value.map(formatJson).join(',')}]`
  if (isJsonNumber(value)) return value[text]
  const fields: string[] = []
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${formatJson(field)}`)
  }
  return `{${fields.join(',')}}`
}

// A number of sixteen digits or more, or with an exponent: doubles hold any fifteen. Numbers inside a string that holds
// JSON (statistics) follow an escaped quote and are none.
const mayLoseDigits = /(?:^|(?<!\\)"\s*:|[[,])\s*-?(?:[0-9.]{16,}|[0-9]+(?:\.[0-9]+)?[eE])/

const numberPattern = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y
const whitespace = /[ \t\n\r]*/y
// Up to the closing quote. JSON.parse judges escapes.
const stringPattern = /"[^"\\]*(?:\\.[^"\\]*)*"/y

function formatNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`JSON has no number ${value}`)
  return JSON.stringify(value)
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isJsonNumber(value: JsonValue | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && text in value
}

interface Cursor {
  readonly source: string
  at: number
}

function readValue(cursor: Cursor): JsonValue {
  skipSpace(cursor)
  switch (cursor.source[cursor.at]) {
    case '{':
      return readObject(cursor)
    case '[':
      return readArray(cursor)
    case '"':
      return readString(cursor)
    case 'n':
      return readWord(cursor, 'null', null)
    case 't':
      return readWord(cursor, 'true', true)
    case 'f':
      return readWord(cursor, 'false', false)
    default:
      return readNumber(cursor)
  }
}

function readObject(cursor: Cursor): JsonObject {
  const fields: [string, JsonValue][] = []
  cursor.at++
  if (accept(cursor, '}')) return {}
  do {
    skipSpace(cursor)
    const key = readString(cursor)
    if (!accept(cursor, ':')) throw syntaxError(cursor, '":" expected')
    fields.push([key, readValue(cursor)])
  } while (accept(cursor, ','))
  if (!accept(cursor, '}')) throw syntaxError(cursor, '"," or "}" expected')
  // Not by assignment: a key may be "__proto__".
  return Object.fromEntries(fields)
}

function readArray(cursor: Cursor): readonly JsonValue[] {
  const items: JsonValue[] = []
  cursor.at++
  if (accept(cursor, ']')) return items
  do items.push(readValue(cursor))
  while (accept(cursor, ','))
  if (!accept(cursor, ']')) throw syntaxError(cursor, '"," or "]" expected')
  return items
}

function readString(cursor: Cursor): string {
  const quoted = match(cursor, stringPattern)
  if (quoted === undefined) throw syntaxError(cursor, 'string expected')
  return quoted[0].includes('\\') ? (JSON.parse(quoted[0]) as string) : quoted[0].slice(1, -1)
}

function readNumber(cursor: Cursor): number | bigint | JsonNumber {
  const found = match(cursor, numberPattern)
  if (found === undefined) throw syntaxError(cursor, 'value expected')
  const [source, fraction, exponent] = found
  const value = Number(source)
  if (fraction !== undefined || exponent !== undefined) {
    return String(value) === source ? value : jsonNumber(source)
  }
  return Number.isSafeInteger(value) ? value : BigInt(source)
}

function readWord<T>(cursor: Cursor, word: string, value: T): T {
  if (!cursor.source.startsWith(word, cursor.at)) throw syntaxError(cursor, 'value expected')
  cursor.at += word.length
  return value
}

function atEnd(cursor: Cursor): boolean {
  skipSpace(cursor)
  return cursor.at >= cursor.source.length
}

function accept(cursor: Cursor, character: string): boolean {
  skipSpace(cursor)
  if (cursor.source[cursor.at] !== character) return false
  cursor.at++
  return true
}

function skipSpace(cursor: Cursor): void {
  if (cursor.source.charCodeAt(cursor.at) <= 32) match(cursor, whitespace)
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.source)
  if (found === null) return undefined
  cursor.at += found[0].length
  return found
}

function syntaxError(cursor: Cursor, problem: string): SyntaxError {
  return new SyntaxError(`${problem} at position ${cursor.at}`)
}
