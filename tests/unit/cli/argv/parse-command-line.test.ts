import { expect, test } from 'vitest'
import { parseCommandLine } from '../../../../src/cli/argv/parse-command-line.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'

const context = { version: '0.1.0', style: { color: false, unicode: true }, columns: 100 }

test('options stand before or behind the command', () => {
  const before = callOf('--project-dir shop --target prod build -s a')
  const behind = callOf('build -s a --project-dir shop --target prod')
  expect(before).toEqual(behind)
  expect(before).toMatchObject({
    verb: 'build',
    options: { projectDir: 'shop', target: 'prod', select: ['a'] },
  })
})

test('several selectors follow one --select', () => {
  const { options } = callOf('run --select +a b,tag:x --exclude c d -x --full-refresh --threads 8')
  expect(options).toMatchObject({
    select: ['+a', 'b,tag:x'],
    exclude: ['c', 'd'],
    failFast: true,
    fullRefresh: true,
    threads: 8,
  })
})

test('a command of two words takes its argument', () => {
  expect(callOf('table history orders --limit 3')).toMatchObject({
    verb: 'table history',
    args: ['orders'],
    options: { limit: 3 },
  })
})

test('--limit -1 asks for all rows', () => {
  expect(callOf('show orders --limit -1').options.limit).toBe(-1)
})

test('the generator reads its numbers', () => {
  const { options } = callOf('generate fastcart --orders 5 --dirty 0.5 --kafka-topic t --no-console --seed 7')
  expect(options).toMatchObject({ orders: 5, dirty: 0.5, kafkaTopic: 't', console: false, seed: 7 })
})

test.each([
  ['biuld', 'unknown-command', { command: 'biuld', closest: 'build' }],
  ['table histroy x', 'unknown-command', { command: 'histroy', closest: 'table history' }],
  ['build --selct x', 'unknown-option', { option: '--selct', command: 'gild build', closest: '--select' }],
  ['build --full-refesh', 'unknown-option', { closest: '--full-refresh' }],
  ['ls --proejct-dir x', 'unknown-option', { closest: '--project-dir' }],
  ['table history', 'missing-argument', { argument: 'model', command: 'gild table history' }],
  ['show a b c', 'extra-arguments', { extra: ['b', 'c'], command: 'gild show' }],
  ['show --limit', 'missing-option-value', { option: '--limit' }],
  ['show --limit many', 'invalid-option-value', { option: '--limit', value: 'many' }],
  ['show --limit 0', 'invalid-option-value', { option: '--limit', value: '0' }],
  ['build --threads 1.5', 'invalid-option-value', { option: '--threads', value: '1.5' }],
  [
    'build --log-format xml',
    'invalid-option-value',
    { option: '--log-format', expected: 'one of text, json' },
  ],
  ['ls --resource-type model tset', 'invalid-option-value', { option: '--resource-type', value: 'tset' }],
  ['generate fastcart --dirty lots', 'invalid-option-value', { option: '--dirty', value: 'lots' }],
])('"gild %s" is %s', (line, code, params) => {
  const error = errorOf(line)
  expect(error.code).toBe(code)
  expect(error.params).toMatchObject(params)
})

test('help and version are printed', () => {
  expect(parseCommandLine(['--help'], context)).toMatchObject({ kind: 'print' })
  expect(parseCommandLine(['build', '--version'], context)).toEqual({ kind: 'print', text: '0.1.0\n' })
})

test.each([[[]], [['table']]])('%j without a command shows the help as a misuse', argv => {
  const parsed = parseCommandLine(argv, context)
  expect(parsed.kind).toBe('misuse')
  expect(parsed).toMatchObject({ text: expect.stringContaining('Usage: gild') })
})

test.each([
  'gild',
  'build',
  'show',
  'ls',
  'generate fastcart',
  'table history',
  'compile',
  'docs generate',
  'docs serve',
])('the help of %s reads as it was reviewed', async verb => {
  const parsed = parseCommandLine([...verb.split(' ').filter(word => word !== 'gild'), '--help'], context)
  const name = `help-${verb.replace(' ', '-')}`
  await expect(parsed.kind === 'call' ? '' : parsed.text).toMatchFileSnapshot(
    `../../../golden/cli/${name}.txt`,
  )
})

function callOf(line: string) {
  const parsed = parseCommandLine(line.split(' '), context)
  if (parsed.kind !== 'call') throw new Error(`"${line}" calls nothing`)
  return parsed.call
}

function errorOf(line: string): GildError {
  try {
    parseCommandLine(line.split(' '), context)
  } catch (error) {
    if (error instanceof GildError) return error
    throw error
  }
  throw new Error(`"${line}" is fine`)
}
