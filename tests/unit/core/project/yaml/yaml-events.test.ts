import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readYamlEvents } from '../../../../../src/core/project/yaml/yaml-events.ts'
import {
  parseFully,
  parseYaml,
  type YamlFile,
  type YamlPath,
} from '../../../../../src/core/project/yaml/yaml-file.ts'

const root = join(import.meta.dirname, '../../../../..')

const plain: Readonly<Record<string, string>> = {
  'maps and lists': 'a: b\nc:\n  - d\n  - e: f\n    g: h\n\n  -   i:   j\n',
  'a list right below its key': 'a:\n- b\n- c\nd: e\n',
  'lists of lists': '- a\n- - b\n  -   - c\n      - d\n  - e\n- f: g\n',
  'nothing as a value': 'a:\nb: # nothing\n  # at all\nc:   \nd:\n  -\n  - e:\n-',
  'maps and lists in brackets': 'a: [b, "c", {d: e, \'f\': [ ]} , ]\ng: {}\nh: { i: j-k:l , m: -1 }\n',
  'brackets over lines': 'a: [b,\n  c,\n\n  {d: e,\n   f: g}\n  ]\nh: {\n  i:\n    j\n }\n',
  numbers: 'a: 12\nb: -1.50\nc: [.5, 7., 007, +3]\nd: 2025-01-01\ne: 1.2.3\nf: "12"\n12x: 1_000\n',
  'words that mean more': 'a: yes\nb: NO\nc: True\nd: null\ne: ~\nf: [On, off, Null]\ng: "yes"\nh: yEs\n',
  'text over lines': 'a: b\n  c\n    d\n\n\n  e\nf:\n  g\n  h\n- i:\n',
  'text over lines, well formed': 'a: b\n  c\n    d\n\n\n  e\nf:\n  g\n  h\ni:\n  - 12\n    13\n',
  'text that is kept': 'a: |\n  b\n\n    c: d # e\n  f \n\n\ng: |-\n  h\n',
  'text that is folded': 'a: >\n  b\n  c\n\n  d\n\n\n  e\nf:\n  - >-\n    g \n    h',
  'escapes of quotes': `a: "b\\"c\\\\ \\n\\t\\/"\n'it''s': 'c''d' # e\n"f: g": h\n`,
  'what only looks special': 'a: b#c\nd: e:f\n-g: ?h\n:i: -\n',
  'what only looks special, well formed': "a: b#c\nd: e:f\n-g: ?h\n:i: -j\nk: l - m, [n] {o}\np: don't\n",
  comments: '# a\n\nb: c # d\n   # e\nf: # g\n  # h\n  - i # j\n# k\n',
  'a space before the colon': 'a : b\n"c"  : d\n',
}

test.each(Object.entries(plain))('%s: read alike by both parsers, to the place of each value', (_, text) => {
  expect(difference(text)).toBeUndefined()
})

test.each([
  'maps and lists',
  'a list right below its key',
  'lists of lists',
  'maps and lists in brackets',
  'brackets over lines',
  'numbers',
  'words that mean more',
  'text over lines, well formed',
  'text that is kept',
  'text that is folded',
  'escapes of quotes',
  'what only looks special, well formed',
  'comments',
  'a space before the colon',
])('%s need no full parser', name => {
  expect(readYamlEvents(plain[name] ?? '')).toBeDefined()
})

test.each([
  ['anchors and aliases', 'a: &b\n  c: 1\nd: *b\n'],
  ['merges', 'a: {<<: b}\n'],
  ['tags', 'a: !!str 1\n'],
  ['documents', '---\na: 1\n'],
  ['tabs', 'a:\t1\n'],
  ['keys that are no text', '1: a\n'],
  ['the key __proto__', '__proto__: {a: 1}\n'],
  ['numbers of another base', 'a: 0x1F\n'],
  ['whole numbers of 64 bits', 'a: 9223372036854775807\n'],
  ['double keys', 'a: 1\nb: 2\na: 3\n'],
  ['double keys in brackets', 'a: {b: 1, "b": 2}\n'],
  ['a template without quotes', 'a: {{ b }}\n'],
  ['a map in a value', 'a: b: c\n'],
  ['an odd indentation', 'a: b\n  c: d\n'],
  ['an open bracket', 'a: [b\n'],
  ['an open quote', 'a: "b\n'],
  ['an empty file', '# nothing\n'],
])('%s are left to the full parser', (_, text) => {
  expect(readYamlEvents(text)).toBeUndefined()
  expect(parseYaml('a.yml', text).errors).toEqual(parseFully('a.yml', text).errors)
})

test('the YAML of the demo is read alike by both, and most of it needs no full parser', () => {
  const files = yamlFiles('models')
  expect(files.map(difference).filter(found => found !== undefined)).toEqual([])
  const left = files.filter(text => readYamlEvents(text) === undefined)
  expect(left.every(text => text.includes('<<: *'))).toBe(true)
  expect(files.length).toBeGreaterThan(left.length * 4)
})

test('whatever is changed in a text, it is read alike or left to the full parser', () => {
  const texts = [...Object.values(plain), ...yamlFiles('models').filter(text => text.length < 2000)]
  let read = 0
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
      const changed = edits.reduce(applyEdit, text)
      if (readYamlEvents(changed) !== undefined) read++
      expect(difference(changed), JSON.stringify(changed)).toBeUndefined()
    }),
    { numRuns: 1500 },
  )
  expect(read).toBeGreaterThan(80)
})

const pieces = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n\n',
    ':',
    ': ',
    '- ',
    '#',
    ' # c',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '|\n',
    '>-\n',
  ],
  ...[
    '&a',
    '*a',
    '!',
    '%',
    '@',
    '?',
    '? ',
    '~',
    'null',
    '12',
    '1e3',
    'yes',
    'b: c',
    '---',
    '...',
    '<<',
    '\\',
    '=',
    'é',
  ],
]
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 3 }),
  insert: fc.constantFrom('', ...pieces),
})

function applyEdit(
  text: string,
  { at, remove, insert }: { at: number; remove: number; insert: string },
): string {
  const from = Math.floor(at * text.length)
  return `${text.slice(0, from)}${insert}${text.slice(from + remove)}`
}

/** What the two parsers do not agree on. Undefined when the plain one leaves the text to the other. */
function difference(text: string): unknown {
  if (readYamlEvents(text) === undefined) return undefined
  const { yaml } = parseYaml('a.yml', text)
  const full = parseFully('a.yml', text)
  if (yaml === undefined || full.yaml === undefined) return full.errors
  const [ours, theirs] = [placesOf(yaml), placesOf(full.yaml)]
  return JSON.stringify(ours) === JSON.stringify(theirs) ? undefined : { ours, theirs }
}

function placesOf(yaml: YamlFile): unknown {
  const found: unknown[] = [yaml.data]
  const visit = (value: unknown, path: YamlPath) => {
    found.push(
      path.join('.'),
      yaml.locate(path, 'key'),
      yaml.locate(path),
      yaml.locate([...path, 'not there']),
    )
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
  }
  visit(yaml.data, [])
  return found
}

function yamlFiles(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return names
    .filter(name => name.endsWith('.yml'))
    .map(name => readFileSync(join(root, folder, name), 'utf8'))
}
