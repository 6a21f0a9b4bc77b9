import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Files, type LoadSettings, load, loadErrors } from '../../../support/loaded-project.ts'

function project(text: string, settings: LoadSettings = {}) {
  return load({ 'project.yml': text }, settings).project
}

function errors(text: string, settings: LoadSettings = {}, files: Files = {}) {
  return loadErrors({ ...files, 'project.yml': text }, settings)
}

test('a project of nothing but a name has every default', () => {
  expect(project('name: shop\n')).toMatchObject({
    name: 'shop',
    version: undefined,
    modelPaths: ['models'],
    seedPaths: ['seeds'],
    testPaths: ['tests'],
    macroPaths: ['macros'],
    targetPath: 'target',
    cleanTargets: ['target'],
    target: {
      name: 'dev',
      engine: 'duckdb',
      lake: 'lake/dev',
      streams: { type: 'log', path: 'lake/_topics' },
      schema: undefined,
      threads: 4,
      memory: undefined,
      durability: 'full',
      settings: {},
    },
  })
})

const targets = `name: shop
target: prod
targets:
  dev: {}
  prod:
    lake: "{{ env_var('LAKE', '/data/lake') }}/"
    threads: "{{ var('threads', 8) }}"
    memory: 4GB
    durability: process
    schema: prod
    streams: {path: /data/topics}
    settings: {preserve_insertion_order: false}
`

test('the target is the one that is named, on the command line or in the file', () => {
  expect(project(targets).target).toEqual({
    name: 'prod',
    engine: 'duckdb',
    lake: '/data/lake',
    streams: { type: 'log', path: '/data/topics' },
    schema: 'prod',
    threads: 8,
    memory: 4e9,
    durability: 'process',
    settings: { preserve_insertion_order: false },
  })
  expect(project(targets, { env: { LAKE: '/x' }, vars: { threads: 2 } }).target).toMatchObject({
    lake: '/x',
    threads: 2,
  })
  expect(project(targets, { target: 'dev' }).target).toMatchObject({ name: 'dev', lake: 'lake/dev' })
})

test('an unknown target is an error with the nearest name', () => {
  expect(errors(targets, { target: 'prd' })).toEqual(['target-not-found - The project has no target "prd".'])
  expect(errors('name: shop\ntarget: x\n')).toEqual([
    'target-not-found project.yml:2:9 The project has no target "x".',
  ])
})

test('values of a target are checked', () => {
  expect(
    errors(
      'name: shop\ntargets:\n  dev:\n    memory: 4\n    threads: 0\n    lakes: x\n  prod: {engine: spark}\n',
    ),
  ).toEqual([
    'yaml-invalid-value project.yml:4:13 "targets.dev.memory" must be text, not 4.',
    expect.stringMatching(
      /^yaml-invalid-value project\.yml:5:14 "targets\.dev\.threads" must be .*, not 0\.$/,
    ),
    'yaml-unknown-key project.yml:6:5 The key "lakes" is not known here.',
    'yaml-invalid-value project.yml:7:18 "targets.prod.engine" must be "duckdb", not "spark".',
  ])
  expect(errors('name: shop\ntargets:\n  dev:\n    memory: lots\n')).toEqual([
    'yaml-invalid-value project.yml:4:13 "targets.dev.memory" must be a size with its unit, such as 4GB or 512MiB, not "lots".',
  ])
})

test('values elsewhere may use the target', () => {
  const text =
    'name: shop\ntargets: {dev: {}, prod: {}}\nmodels:\n  +enabled: "{{ target.name == \'prod\' }}"\n'
  const files = { 'project.yml': text, 'models/a.sql': 'select 1' }
  expect(load(files).manifest.nodes.size).toBe(0)
  expect(load(files, { target: 'prod' }).manifest.nodes.size).toBe(1)
})

test('unknown keys of config trees are errors with the nearest name', () => {
  expect(
    errors(
      'name: shop\nmodels:\n  +materialised: table\n  shop:\n    +metta: {a: {}}\n    tagz: x\nmodel-path: [a]\n',
    ),
  ).toEqual([
    'yaml-unknown-key project.yml:3:3 The key "+materialised" is not known here.',
    'yaml-unknown-key project.yml:6:5 The key "tagz" is not known here.',
    'yaml-unknown-key project.yml:7:1 The key "model-path" is not known here.',
  ])
  expect(errors('name: shop\nmodels:\n  shop:\n    +metta: {a: {}}\n')).toEqual([
    'yaml-unknown-key project.yml:4:5 The key "+metta" is not known here.',
  ])
})

test('keys of dbt without a meaning here are accepted', () => {
  const text =
    'name: shop\nconfig-version: 2\nprofile: x\nrequire-dbt-version: ">1"\nquoting: {identifier: true}\nflags: {}\non-run-start: []\n'
  expect(errors(text)).toEqual([])
})

test.each([
  ['..', 'which is not a folder inside the project'],
  ['/tmp/x', 'which is not a folder inside the project'],
  ['.', 'which is not a folder inside the project'],
  ['models', 'which holds files of the project'],
  ['lake', 'which holds tables: the lake is never cleaned'],
  ['lake/dev/x', 'which holds tables: the lake is never cleaned'],
  ['lake/_topics', 'which holds topics: they are never cleaned'],
])('clean-targets may not name %s', (path, why) => {
  expect(errors(`name: shop\nclean-targets: [target, ${path}]\n`)).toEqual([
    `clean-unsafe project.yml:2:25 "clean-targets" names "${path}", ${why}.`,
  ])
})

test('without project.yml there is no project', () => {
  expect(() => load({}, {})).not.toThrow()
  expect(errors('')).toEqual(['yaml-missing-key project.yml:1:1 project.yml has no "name".'])
})

test('the example of docs/project.md is a project', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/project.md'), 'utf8')
  const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  expect(project(example).target).toMatchObject({ schema: 'dev', memory: 4e9, threads: 4 })
})
