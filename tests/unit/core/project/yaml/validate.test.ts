import { expect, test } from 'vitest'
import { z } from 'zod'
import { validate } from '../../../../../src/core/project/yaml/validate.ts'
import { parseYaml } from '../../../../../src/core/project/yaml/yaml-file.ts'
import type { GildError } from '../../../../../src/errors/gild-error.ts'

const schema = z.strictObject({
  name: z.string(),
  threads: z.int().min(1).optional(),
  kind: z.enum(['table', 'view']).optional(),
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  test: z
    .union([z.string(), z.strictObject({ unique: z.strictObject({ where: z.string().optional() }) })])
    .optional(),
  columns: z.array(z.strictObject({ name: z.string(), description: z.string().optional() })).optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
})

function check(text: string) {
  const { yaml } = parseYaml('a.yml', text)
  if (yaml === undefined) throw new Error('no YAML')
  const errors: GildError[] = []
  const { data, locate } = yaml
  const value = validate({ schema, data, name: 'a.yml', locate }, error => errors.push(error))
  return {
    value,
    errors: errors.map(({ code, message, hint, at }) =>
      `${code} ${at?.line}:${at?.column} ${message} ${hint ?? ''}`.trim(),
    ),
  }
}

test('an unknown key is an error at the key, with the nearest one that is known', () => {
  expect(check('name: a\ncolumns:\n  - name: id\n    descripton: x\n').errors).toEqual([
    'yaml-unknown-key 4:5 The key "descripton" is not known here. Did you mean "description"?',
  ])
})

test('an unknown key that is like no other names those that are known', () => {
  expect(check('name: a\ncolumns: [{name: id, zzz: 1}]\n').errors).toEqual([
    'yaml-unknown-key 2:22 The key "zzz" is not known here. Keys here: name, description.',
  ])
})

test('a wrong value is an error at the value that says what fits', () => {
  expect(check('name: 1\nthreads: many\nkind: tabel\ntags: 3\n').errors).toEqual([
    'yaml-invalid-value 1:7 "name" must be text, not 1.',
    'yaml-invalid-value 2:10 "threads" must be a number, not "many".',
    'yaml-invalid-value 3:7 "kind" must be one of table, view, not "tabel". Did you mean "table"?',
    'yaml-invalid-value 4:7 "tags" must be text or a list, not 3.',
  ])
})

test('a missing key is an error at the map that misses it', () => {
  expect(check('name: a\ncolumns:\n  - description: x\n').errors).toEqual([
    'yaml-missing-key 3:5 "columns[0]" has no "name".',
  ])
})

test('inside a union the branch of the same shape is the one that was meant', () => {
  expect(check('name: a\ntest:\n  unique:\n    wher: x\n').errors).toEqual([
    'yaml-unknown-key 4:5 The key "wher" is not known here. Did you mean "where"?',
  ])
})

test('all violations are reported in one pass', () => {
  expect(check('nam: a\nthreads: 0\nkinds: x\n').errors).toHaveLength(4)
})

test('a key without a value is no key, but for data that is not ours', () => {
  expect(check('name: a\ntags:\nmeta: {owner: null}\n').value).toEqual({ name: 'a', meta: { owner: null } })
})

test('a file that is no map is an error', () => {
  expect(check('- a\n- b\n').errors).toEqual(['yaml-invalid-value 1:1 "a.yml" must be a map, not a list.'])
})
