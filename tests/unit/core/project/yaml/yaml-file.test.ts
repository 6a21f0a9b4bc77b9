import { expect, test } from 'vitest'
import { parseYaml } from '../../../../../src/core/project/yaml/yaml-file.ts'

function parsed(text: string) {
  const { yaml, errors } = parseYaml('a.yml', text)
  expect(errors).toEqual([])
  if (yaml === undefined) throw new Error('no YAML')
  return yaml
}

function failures(text: string) {
  return parseYaml('a.yml', text).errors.map(({ code, message, at }) => [
    code,
    message,
    `${at?.line}:${at?.column}-${at?.endLine}:${at?.endColumn}`,
  ])
}

test('every value and every key knows its line and column', () => {
  const yaml = parsed('models:\n  - name: orders\n    columns:\n      - {name: id, tags: [a, b]}\n')
  expect(yaml.locate(['models', 0, 'name'])).toEqual({
    file: 'a.yml',
    line: 2,
    column: 11,
    endLine: 2,
    endColumn: 17,
  })
  expect(yaml.locate(['models', 0, 'columns'], 'key')).toMatchObject({ line: 3, column: 5, endColumn: 12 })
  expect(yaml.locate(['models', 0, 'columns', 0, 'tags', 1])).toMatchObject({ line: 4, column: 30 })
})

test('what is not in the file has the place of its nearest parent', () => {
  const yaml = parsed('models:\n  - name: orders\n')
  expect(yaml.locate(['models', 0, 'config', 'tags'])).toMatchObject({ line: 2, column: 5 })
  expect(yaml.locate(['seeds'])).toMatchObject({ line: 1, column: 1 })
})

test('values behind an anchor and a merge key are found where they were written', () => {
  const yaml = parsed('base: &base\n  type: log\nnext:\n  <<: *base\n  path: x\n')
  expect(yaml.data).toEqual({ base: { type: 'log' }, next: { type: 'log', path: 'x' } })
  expect(yaml.locate(['next', 'type'])).toMatchObject({ line: 2, column: 9 })
})

test('booleans are those of PyYAML: yes and on are, y and n are not', () => {
  expect(parsed('[yes, No, ON, off, true, False, y, N]').data).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
    'y',
    'N',
  ])
})

test('dates and quoted numbers stay text', () => {
  expect(parsed('[2024-01-01, "12", \'012\']').data).toEqual(['2024-01-01', '12', '012'])
})

test('an empty file is an empty map', () => {
  expect(parsed('# nothing\n').data).toEqual({})
})

test('a duplicate key is an error at the second one', () => {
  expect(failures('a: 1\nb:\n  name: x\n  name: y\n')).toEqual([
    ['yaml-duplicate-key', 'The key "name" is written twice in the same map.', '4:3-4:7'],
  ])
})

test.each([
  ['- name: orders:\n  x: 1\n', '1:9', 'nested mappings are not allowed in compact mappings'],
  [
    'a: [1, 2\nb: 3\n',
    '2:1',
    'flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['\ta: 1\n', '1:1', 'tabs are not allowed as indentation'],
  ['a: {{ var("x") }}\n', '1:5', 'a value that begins with "{{" must be in quotes'],
  ['a: *missing\n', '1:4', 'there is no anchor "&missing" above'],
  ['a: {<<: b}\n', '1:5', '"<<" takes a map, an alias of one, or a list of these'],
  ['a: &b [c]\nd:\n  <<: [*b]\n', '3:3', '"<<" takes a map, an alias of one, or a list of these'],
])('%j does not parse, at %s', (text, place, problem) => {
  const [first] = failures(text)
  expect(first?.[0]).toBe('yaml-syntax')
  expect(first?.[1]).toBe(`The YAML does not parse: ${problem}.`)
  expect(first?.[2]?.startsWith(place)).toBe(true)
})

test('a second document in one file is an error', () => {
  expect(failures('a: 1\n---\nb: 2\n')[0]?.[0]).toBe('yaml-syntax')
})

test('all syntax errors of a file are reported', () => {
  expect(failures('a: 1\na: 2\nb: 1\nb: 2\n')).toHaveLength(2)
})
