import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type ScalarTag,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml'
import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { readYamlEvents, type YamlNode } from './yaml-events.ts'
import { findNode, plainData } from './yaml-tree.ts'

/** Steps from the root of a YAML file: keys of maps, positions in lists. */
export type YamlPath = readonly PropertyKey[]

/** A YAML file as plain data that still knows where everything was written. */
export interface YamlFile {
  readonly file: string
  /** Maps are plain objects, an empty file is an empty object. */
  readonly data: unknown
  /** Where the value at `path`, or the key that leads to it, stands; what is not in the file is its nearest parent. */
  locate(path: YamlPath, part?: 'key' | 'value'): Location
}

export interface ParsedYaml {
  /** Undefined when the file has errors. */
  readonly yaml: YamlFile | undefined
  readonly errors: readonly GildError[]
}

/** Parses one YAML document. Syntax errors and duplicate keys are all reported, each at its place. */
export function parseYaml(file: string, text: string): ParsedYaml {
  const root = readYamlEvents(text)
  return root === undefined ? parseFully(file, text) : { yaml: yamlFile({ file, text, root }), errors: [] }
}

/** The same by the full parser, whatever the text. */
export function parseFully(file: string, text: string): ParsedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: 'error',
    customTags: tags => [pythonBoolean, longInteger, ...tags],
  })
  const place: Place = { file, text, lines, document }
  if (document.errors.length > 0) {
    return { yaml: undefined, errors: document.errors.map(error => syntaxError(place, error, text)) }
  }
  const misuses = findMisuses(place)
  if (misuses.length > 0) return { yaml: undefined, errors: misuses }
  const data: unknown = document.toJS() ?? {}
  const locate = (path: YamlPath, part: 'key' | 'value' = 'value') => locateIn(place, path, part)
  return { yaml: { file, data, locate }, errors: [] }
}

interface TreeFile {
  readonly file: string
  readonly text: string
  readonly root: YamlNode
}

function yamlFile({ file, text, root }: TreeFile): YamlFile {
  let lines: LineCounter | undefined
  let full: YamlFile | undefined
  const locate = (path: YamlPath, part: 'key' | 'value' = 'value'): Location => {
    const found = findNode(root, path, part)
    lines ??= linesOf(text)
    if (found.start === undefined) {
      full ??= parseFully(file, text).yaml
      return full?.locate(path, part) ?? { file, line: 1, column: 1 }
    }
    if (found.kind === 'scalar') return range({ file, lines }, firstOf(text, found.start), found.end)
    const { line, col } = lines.linePos(found.start)
    return { file, line, column: col }
  }
  return { file, data: plainData(root), locate }
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
}

interface Place {
  readonly file: string
  readonly text: string
  readonly lines: LineCounter
  readonly document: Document.Parsed
}

// dbt reads YAML with PyYAML, to which these are booleans too.
const pythonBoolean: ScalarTag = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: text => /^(?:yes|on)$/i.test(text),
}

// A key of 64 bits is no number of this language: as text it keeps its digits.
const longInteger: ScalarTag = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?[0-9]{16,}$/,
  resolve: text => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
}

function syntaxError(place: Place, error: YAMLParseError, text: string): GildError {
  const at = range(place, error.pos[0], error.pos[1])
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^["']?([^"':\n]*)/.exec(text.slice(error.pos[0], error.pos[1] + 80))?.[1]?.trim() ?? ''
    return new GildError('yaml-duplicate-key', { key }, { at: { ...at, ...keyEnd(at, key) } })
  }
  return new GildError('yaml-syntax', { problem: problemOf(error.message) }, { at })
}

// What the parser lets pass: an alias without its anchor, a merge of what is no map, and `key: {{ value }}`, which YAML reads as a map in a map's key.
function findMisuses(place: Place): readonly GildError[] {
  const errors: GildError[] = []
  const report = (node: Node, problem: string) =>
    errors.push(new GildError('yaml-syntax', { problem }, { at: nodeLocation(place, node) }))
  visit(place.document, {
    Alias: (_, alias) => {
      if (alias.resolve(place.document) === undefined)
        report(alias, `there is no anchor "&${alias.source}" above`)
    },
    Pair: (_, { key, value }) => {
      if (isScalar(key) && isMergeKey(key.value) && !isMergeable(place.document, value))
        report(key, '"<<" takes a map, an alias of one, or a list of these')
      if (!isCollection(key)) return undefined
      report(key, 'a value that begins with "{{" must be in quotes')
      return visit.SKIP
    },
  })
  return errors
}

function isMergeable(document: Document, value: unknown): boolean {
  const target = isAlias(value) ? (value.resolve(document) ?? value) : value
  // An alias that leads nowhere is reported as such.
  if (isMap(target) || isAlias(target)) return true
  return isSeq(target) && target.items.every(item => !isSeq(item) && isMergeable(document, item))
}

function keyEnd(at: Location, key: string): Partial<Location> {
  return { endLine: at.line, endColumn: (at.column ?? 1) + key.length }
}

function problemOf(message: string): string {
  const sentence = message.trim().replace(/[.:]$/, '')
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

function range({ file, lines }: Pick<Place, 'file' | 'lines'>, start: number, end: number): Location {
  const from = lines.linePos(start)
  const to = lines.linePos(Math.max(start, end))
  return { file, line: from.line, column: from.col, endLine: to.line, endColumn: to.col }
}

function locateIn(place: Place, path: YamlPath, part: 'key' | 'value'): Location {
  let node: Node | null = place.document.contents
  let found: Node | null = node
  for (const [depth, step] of path.entries()) {
    const inside: Inside | undefined = enter(place.document, node, step)
    if (inside === undefined) return nodeLocation(place, found)
    node = inside.value
    const wantsKey = depth === path.length - 1 && part === 'key'
    found = (wantsKey ? inside.key : undefined) ?? inside.value ?? inside.key ?? found
  }
  return nodeLocation(place, found)
}

function nodeLocation(place: Place, node: Node | null): Location {
  const start = node?.range?.[0]
  const end = node?.range?.[1]
  if (start === undefined || end === undefined) return { file: place.file, line: 1, column: 1 }
  if (isCollection(node)) {
    const { line, col } = place.lines.linePos(start)
    return { file: place.file, line, column: col }
  }
  return range(place, isScalar(node) ? firstOf(place.text, start) : start, end)
}

// The text of a block begins behind the line of its sign (`|`, `>-`).
function firstOf(text: string, start: number): number {
  if (text[start] !== '|' && text[start] !== '>') return start
  return start + (/^[^\n]*\n\s*/.exec(text.slice(start, start + 2000))?.[0].length ?? 0)
}

interface Inside {
  readonly key: Node | null
  readonly value: Node | null
}

function enter(document: Document, node: Node | null, step: PropertyKey): Inside | undefined {
  const target = isAlias(node) ? node.resolve(document) : node
  if (isMap(target)) return enterMap(document, target, String(step))
  if (!isCollection(target)) return undefined
  const value = target.items[Number(step)]
  return value === undefined ? undefined : { key: null, value: value as Node }
}

function enterMap(document: Document, map: YAMLMap, key: string): Inside | undefined {
  const pairs = map.items as readonly Pair<Node, Node | null>[]
  const pair = pairs.find(({ key: written }) => isScalar(written) && String(written.value) === key)
  if (pair !== undefined) return { key: pair.key, value: pair.value }
  for (const { key: written, value } of pairs) {
    if (!isScalar(written) || !isMergeKey(written.value)) continue
    const merged = enter(document, value, key)
    if (merged !== undefined) return merged
  }
  return undefined
}

function isMergeKey(value: unknown): boolean {
  return value === '<<' || typeof value === 'symbol'
}
