import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

test('the top level is the layout of the design', () => {
  const allowed = new Set(
    'package.json package-lock.json tsconfig.json project.yml README.md LICENSE CHANGELOG.md models macros seeds tests src docs schemas'.split(
      ' ',
    ),
  )
  const produced = new Set(['node_modules', 'dist', 'lake', 'target', 'logs'])
  const extra = readdirSync(root).filter(
    name => !name.startsWith('.') && !allowed.has(name) && !produced.has(name),
  )
  expect(extra).toEqual([])
})

test('no folder of src holds more than 12 files, registries and commands aside', () => {
  const exempt = /^src\/(commands|errors\/table)$/
  const crowded = folders('src').filter(folder => !exempt.test(folder) && filesOf(folder).length > 12)
  expect(crowded).toEqual([])
})

test('no folder lies deeper than three below src', () => {
  expect(folders('src').filter(folder => folder.split('/').length > 4)).toEqual([])
})

test('core and delta take time, chance and environment from ports', () => {
  const outside = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bprocess\.\w/
  const offenders = [...folders('src/core'), ...folders('src/delta')].flatMap(folder =>
    filesOf(folder)
      .map(file => `${folder}/${file}`)
      .filter(file => outside.test(readFileSync(join(root, file), 'utf8'))),
  )
  expect(offenders).toEqual([])
})

test('the runtime dependencies are these and no others', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(dependencies).toEqual({
    '@duckdb/node-api': '1.5.5-r.5',
    '@faker-js/faker': '10.6.0',
    commander: '14.0.3',
    'js-yaml': '5.5.0',
    nunjucks: '3.2.4',
    yaml: '2.9.1',
    zod: '4.6.7',
  })
})

test('zod is imported whole, so that the bundle leaves out its messages in 50 languages', () => {
  const offenders = folders('src').flatMap(folder =>
    filesOf(folder)
      .map(file => `${folder}/${file}`)
      .filter(file => /^import \{.*from 'zod'/m.test(readFileSync(join(root, file), 'utf8'))),
  )
  expect(offenders).toEqual([])
})

test('every command is in the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const commands = [
    'init',
    'deps',
    'generate',
    'build',
    'run',
    'test',
    'seed',
    'compile',
    'ls',
    'show',
    'table history',
    'docs generate',
    'docs serve',
    'run-operation',
    'retry',
    'debug',
    'completion',
    'clean',
  ]
  expect(commands.filter(command => !readme.includes(`gild ${command}`))).toEqual([])
})

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name)
}

function folders(from: string): readonly string[] {
  const below = readdirSync(join(root, from), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name }) => folders(`${from}/${name}`))
  return [from, ...below]
}
