import { type Cursor, endsWord, skipSpaces } from './plain-yaml-cursor.ts'
import { readFlowWord, readQuoted } from './plain-yaml-scalars.ts'
import { type PlainEntry, type PlainKey, type PlainNode, textKey } from './plain-yaml-tree.ts'

/** A list or map in brackets, over lines that are indented more than what it belongs to, and without comments. */
export function readFlow(cursor: Cursor, indent: number): PlainNode | undefined {
  const first = cursor.text[cursor.at]
  if (first === '[') return readFlowList(cursor, indent)
  if (first === '{') return readFlowMap(cursor, indent)
  const scalar = readQuoted(cursor.text, cursor.at) ?? readFlowWord(cursor.text, cursor.at)
  if (scalar !== undefined) cursor.at = scalar.end
  return scalar
}

function readFlowList(cursor: Cursor, indent: number): PlainNode | undefined {
  const { at: start } = cursor
  const items: PlainNode[] = []
  cursor.at++
  while (!closes(cursor, { indent, bracket: ']' })) {
    const item = readFlow(cursor, indent)
    if (item === undefined || !endsMember(cursor, { indent, bracket: ']' })) return undefined
    items.push(item)
  }
  return { kind: 'list', start, items }
}

function readFlowMap(cursor: Cursor, indent: number): PlainNode | undefined {
  const { at: start } = cursor
  const entries: PlainEntry[] = []
  const names = new Set<string>()
  cursor.at++
  while (!closes(cursor, { indent, bracket: '}' })) {
    const key = readFlowKey(cursor)
    if (key === undefined || names.has(key.value)) return undefined
    skipLines(cursor, indent)
    const value = readFlow(cursor, indent)
    if (value === undefined || !endsMember(cursor, { indent, bracket: '}' })) return undefined
    names.add(key.value)
    entries.push({ key, value })
  }
  return { kind: 'map', start, entries }
}

interface Within {
  /** Of what the brackets belong to. */
  readonly indent: number
  readonly bracket: string
}

function closes(cursor: Cursor, { indent, bracket }: Within): boolean {
  skipLines(cursor, indent)
  if (cursor.text[cursor.at] !== bracket) return false
  cursor.at++
  return true
}

// Behind a member come a comma or the bracket, which is left for the next look.
function endsMember(cursor: Cursor, { indent, bracket }: Within): boolean {
  skipLines(cursor, indent)
  if (cursor.text[cursor.at] === ',') cursor.at++
  else if (cursor.text[cursor.at] !== bracket) return false
  return true
}

function readFlowKey(cursor: Cursor): PlainKey | undefined {
  const key = textKey(readQuoted(cursor.text, cursor.at) ?? readFlowWord(cursor.text, cursor.at))
  if (key === undefined) return undefined
  cursor.at = key.end
  skipSpaces(cursor)
  if (cursor.text[cursor.at] !== ':' || !endsWord(cursor.text[cursor.at + 1])) return undefined
  cursor.at++
  return key
}

// Over line ends, to a line that is indented enough: one that is not is left, and nothing that may follow begins with spaces.
function skipLines(cursor: Cursor, indent: number): void {
  skipSpaces(cursor)
  while (cursor.text[cursor.at] === '\n') {
    const line = cursor.at + 1
    cursor.at = line
    skipSpaces(cursor)
    const isEmpty = cursor.text[cursor.at] === '\n'
    if (!isEmpty && cursor.at - line <= indent) {
      cursor.at = line - 1
      return
    }
  }
}
