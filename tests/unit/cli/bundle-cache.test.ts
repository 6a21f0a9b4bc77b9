import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'
import { type TestProject, testProject } from '../../support/test-project.ts'

const source = readFileSync(join(import.meta.dirname, '../../../src/cli/launcher.cts'), 'utf8')

const bundle = (text: string) => `(function (exports) {
exports.main = async argv => {
  process.stdout.write('${text} ' + argv.join(' '))
  if (argv.includes('--fail')) process.exit(2)
}
})`

test('what the first run of a verb compiles is kept for the next, whatever verb came before', async () => {
  await using folder = await installed('// aaaa1111\n', 'one')
  expect(launch(folder, 'ls')).toBe('one ls')
  expect(caches(folder)).toEqual([cacheName('aaaa1111', 'ls')])
  expect(launch(folder, 'ls')).toBe('one ls')
  expect(launch(folder, 'run-operation', 'x')).toBe('one run-operation x')
  expect(caches(folder)).toEqual([cacheName('aaaa1111', 'ls'), cacheName('aaaa1111', 'run-operation')])
})

test('a cache that V8 refuses is written anew', async () => {
  await using folder = await installed('// aaaa1111\n', 'one')
  const file = join(folder.folder, cacheName('aaaa1111', 'ls'))
  writeFileSync(file, 'of another version')
  expect(launch(folder, 'ls')).toBe('one ls')
  expect(readFileSync(file).length).toBeGreaterThan(100)
})

test('another bundle of the same length does not run as the one before', async () => {
  await using folder = await installed('// aaaa1111\n', 'one')
  launch(folder, 'ls')
  await folder.write({ 'gild.cjs': `// bbbb2222\n${bundle('two')}` })
  expect(launch(folder, 'ls')).toBe('two ls')
})

test('a command line that was wrong leaves no cache, and one without a verb shares one', async () => {
  await using folder = await installed('// aaaa1111\n', 'one')
  expect(() => launch(folder, 'sl', '--fail')).toThrow('Command failed')
  expect(caches(folder)).toEqual([])
  launch(folder, '--quiet', 'build')
  expect(caches(folder)).toEqual([cacheName('aaaa1111', 'none')])
})

function installed(start: string, text: string): Promise<TestProject> {
  const launcher = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' }).code
  return testProject({ 'launcher.cjs': launcher, 'gild.cjs': `${start}${bundle(text)}` })
}

function launch({ folder }: TestProject, ...argv: readonly string[]): string {
  return execFileSync(process.execPath, [join(folder, 'launcher.cjs'), ...argv], {
    encoding: 'utf8',
    stdio: 'pipe',
  })
}

function caches({ folder }: TestProject): readonly string[] {
  return readdirSync(folder).filter(name => name.includes('.cache'))
}

function cacheName(hash: string, verb: string): string {
  return `gild-${hash}-${process.version}-${process.arch}-${verb}.cache`
}
