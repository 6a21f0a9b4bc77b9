import { type Cursor, endLine, endsLine, endsWord, openCursor, skipSpaces } from './plain-yaml-cursor.ts'
import { readFlow } from './plain-yaml-flow.ts'
import { readLines, readQuoted, readWord } from './plain-yaml-scalars.ts'
import { readBlockText } from './plain-yaml-text.ts'
import { type PlainEntry, type PlainKey, type PlainNode, textKey } from './plain-yaml-tree.ts'

/**
 * Reads the YAML that people write most: maps and lists by indentation or in brackets, texts, numbers, comments. Undefined
 * for everything else, right or wrong: the full parser knows what that is, and takes ten times as long. What this one
 * reads, both read alike, to the place of each value.
 */
export function readPlainYaml(text: string): PlainNode | undefined {
  if (beyondPlain.test(text)) return undefined
  const cursor = openCursor(text)
  const root = cursor.indent === 0 ? readBlock(cursor) : undefined
  return cursor.indent < 0 ? root : undefined
}

// Tabs, other line ends than those of Unix, directives and the borders of documents.
const beyondPlain = /[\t\r]|^(?:---|\.\.\.|%)/m

// At the first character of a line, or behind the dash of a list.
function readBlock(cursor: Cursor): PlainNode | undefined {
  return startsItem(cursor) ? readList(cursor) : readMap(cursor)
}

function startsItem({ text, at }: Cursor): boolean {
  return text[at] === '-' && endsWord(text[at + 1])
}

function readList(cursor: Cursor): PlainNode | undefined {
  const { at: start, indent } = cursor
  const items: PlainNode[] = []
  while (cursor.indent === indent && startsItem(cursor)) {
    const item = readItem(cursor, indent)
    if (item === undefined) return undefined
    items.push(item)
  }
  return cursor.indent > indent ? undefined : { kind: 'list', start, items }
}

function readItem(cursor: Cursor, indent: number): PlainNode | undefined {
  const { at: dash } = cursor
  cursor.at++
  skipSpaces(cursor)
  if (endsLine(cursor)) return readBelow(cursor, { indent, listAt: indent + 1 })
  if (!startsItem(cursor) && findKey(cursor) === undefined) return readValue(cursor, indent)
  cursor.indent = indent + cursor.at - dash
  return readBlock(cursor)
}

function readMap(cursor: Cursor): PlainNode | undefined {
  const { at: start, indent } = cursor
  const entries: PlainEntry[] = []
  const names = new Set<string>()
  while (cursor.indent === indent && !startsItem(cursor)) {
    const entry = readEntry(cursor, indent)
    if (entry === undefined || names.has(entry.key.value)) return undefined
    names.add(entry.key.value)
    entries.push(entry)
  }
  return cursor.indent >= indent ? undefined : { kind: 'map', start, entries }
}

function readEntry(cursor: Cursor, indent: number): PlainEntry | undefined {
  const key = findKey(cursor)
  if (key === undefined) return undefined
  cursor.at = cursor.text.indexOf(':', key.end) + 1
  skipSpaces(cursor)
  const value = endsLine(cursor) ? readBelow(cursor, { indent, listAt: indent }) : readValue(cursor, indent)
  return value === undefined ? undefined : { key, value }
}

// A key stands on one line, with a colon behind it.
function findKey({ text, at }: Cursor): PlainKey | undefined {
  const key = textKey(readQuoted(text, at) ?? readWord(text, at))
  if (key === undefined) return undefined
  let colon = key.end
  while (text[colon] === ' ') colon++
  return text[colon] === ':' && endsWord(text[colon + 1]) ? key : undefined
}

interface Below {
  /** Of the map or list that the value belongs to. */
  readonly indent: number
  /** Where a list may begin: that of a key may stand right below it. */
  readonly listAt: number
}

// The value of a key or a dash that ends its line.
function readBelow(cursor: Cursor, { indent, listAt }: Below): PlainNode | undefined {
  const { at: start } = cursor
  endLine(cursor)
  if (cursor.indent >= listAt && startsItem(cursor)) return readList(cursor)
  if (cursor.indent > indent)
    return findKey(cursor) === undefined ? readValue(cursor, indent) : readMap(cursor)
  return { kind: 'scalar', start, end: start, value: null }
}

function readValue(cursor: Cursor, indent: number): PlainNode | undefined {
  const first = cursor.text[cursor.at]
  if (first === '|' || first === '>') return readBlockText(cursor, indent)
  if (first === '[' || first === '{') return endValue(cursor, indent, readFlow(cursor, indent))
  const quoted = readQuoted(cursor.text, cursor.at)
  if (quoted === undefined) return readLines(cursor, indent)
  cursor.at = quoted.end
  return endValue(cursor, indent, quoted)
}

// Nothing may follow a value but lines of those above it.
function endValue<T extends PlainNode>(cursor: Cursor, indent: number, value: T | undefined): T | undefined {
  return value !== undefined && endLine(cursor) && cursor.indent <= indent ? value : undefined
}
