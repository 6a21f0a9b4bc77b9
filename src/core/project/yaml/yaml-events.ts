import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'

/** A value of a YAML file and where it stands: offsets into the text, undefined where only the full parser knows. */
export type YamlNode = YamlScalar | YamlList | YamlMap

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly start: number | undefined
  readonly end: number
  readonly value: string | number | boolean | null
}

export interface YamlList {
  readonly kind: 'list'
  readonly start: number
  readonly items: readonly YamlNode[]
}

export interface YamlMap {
  readonly kind: 'map'
  readonly start: number
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: YamlScalar & { readonly value: string }
  readonly value: YamlNode
}

/**
 * One YAML document by js-yaml, which takes a fifth of the time of the full parser (`yaml`) but tells one error at a time
 * and knows no range of some values. Undefined for what is left to that one: text with an error, and what is rare and read
 * differently by the two: anchors, tags, merges, directives, several documents, keys that are no text, odd numbers.
 */
export function readYamlEvents(text: string): YamlNode | undefined {
  if (readDifferently.test(text)) return undefined
  const reader: Reader = { text, events: eventsOf(text), next: 0 }
  const document = reader.events[reader.next++]
  if (document?.type !== EVENT_ID.DOCUMENT) return undefined
  const root = readNode(reader)
  const isOnly = reader.next === reader.events.length - 1 && root?.kind !== 'scalar'
  return isOnly ? root : undefined
}

// Tabs, other line ends than those of Unix, directives and the borders of documents.
const readDifferently = /[\t\r]|^(?:---|\.\.\.|%)/m

interface Reader {
  readonly text: string
  readonly events: readonly Event[]
  next: number
}

function eventsOf(text: string): readonly Event[] {
  try {
    return parseEvents(text, {})
  } catch {
    // The full parser says what is wrong, and where.
    return []
  }
}

function readNode(reader: Reader): YamlNode | undefined {
  const event = reader.events[reader.next++]
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return undefined
  if (event.type === EVENT_ID.ALIAS || event.anchorStart >= 0 || event.tagStart >= 0) return undefined
  if (event.type === EVENT_ID.SCALAR) return readScalar(reader.text, event)
  return event.type === EVENT_ID.SEQUENCE ? readList(reader, event.start) : readMap(reader, event.start)
}

function readList(reader: Reader, start: number): YamlList | undefined {
  const items: YamlNode[] = []
  while (!ends(reader)) {
    const item = readNode(reader)
    if (item === undefined) return undefined
    items.push(item)
  }
  return { kind: 'list', start, items }
}

function readMap(reader: Reader, start: number): YamlMap | undefined {
  const entries: YamlEntry[] = []
  const names = new Set<string>()
  while (!ends(reader)) {
    const key = textKey(readNode(reader))
    const value = key === undefined || names.has(key.value) ? undefined : readNode(reader)
    if (key === undefined || value === undefined) return undefined
    names.add(key.value)
    entries.push({ key, value })
  }
  return { kind: 'map', start, entries }
}

function ends(reader: Reader): boolean {
  if (reader.events[reader.next]?.type !== EVENT_ID.POP) return false
  reader.next++
  return true
}

// No merge, and nothing that a plain object cannot have.
function textKey(node: YamlNode | undefined): YamlEntry['key'] | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined
  const { value } = node
  return value === '<<' || value === '__proto__' ? undefined : { ...node, value }
}

function readScalar(text: string, event: ScalarEvent): YamlScalar | undefined {
  const { style, valueStart, valueEnd } = event
  if (valueStart < 0) return { kind: 'scalar', start: undefined, end: 0, value: null }
  const value = getScalarValue(text, event)
  if (style === SCALAR_STYLE.PLAIN) {
    const meant = wordValue(value)
    return meant === undefined
      ? undefined
      : { kind: 'scalar', start: valueStart, end: valueEnd, value: meant }
  }
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
  return { kind: 'scalar', start: isQuoted ? valueStart - 1 : undefined, end: valueEnd + 1, value }
}

// Undefined for numbers in the forms that few use.
function wordValue(text: string): YamlScalar['value'] | undefined {
  const known = words.get(text)
  if (known !== undefined) return known
  if (!/^[-+.0-9]/.test(text)) return text
  if (/^[-+]?(?:[0-9]{1,15}|\.[0-9]+|[0-9]+\.[0-9]*)$/.test(text)) return Number(text)
  return otherNumber.test(text) ? undefined : text
}

const otherNumber =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-f]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)e[-+]?[0-9]+|[-+]?\.inf|\.nan)$/i

// dbt reads YAML with PyYAML, to which yes and no are booleans.
const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map(text => [text, null] as const),
  ...['true', 'yes', 'on'].flatMap(text => spellings(text).map(each => [each, true] as const)),
  ...['false', 'no', 'off'].flatMap(text => spellings(text).map(each => [each, false] as const)),
])

function spellings(text: string): readonly string[] {
  return [text, `${text.charAt(0).toUpperCase()}${text.slice(1)}`, text.toUpperCase()]
}
