import { expect, test } from 'vitest'
import { count, duration, plural } from '../../../src/cli/quantity.ts'
import { clip, clipMiddle, displayWidth, padEnd, padStart } from '../../../src/cli/style.ts'
import { openTerminal } from '../../../src/cli/terminal.ts'
import { cliHost } from '../../support/cli-host.ts'

const style = { color: false, unicode: true }

test('the width of a text is what it takes on the screen', () => {
  expect(displayWidth('abc')).toBe(3)
  expect(displayWidth('日本語')).toBe(6)
  expect(displayWidth('e\u0301')).toBe(1)
  expect(displayWidth('👍')).toBe(2)
  expect(displayWidth('\x1b[31mred\x1b[39m')).toBe(3)
  expect(displayWidth('✓━▸…')).toBe(4)
})

test('texts are cut to a width, never inside a character', () => {
  expect(clip('abcdef', 4, style)).toBe('abc…')
  expect(clip('abcd', 4, style)).toBe('abcd')
  expect(displayWidth(clip('日本語日本語', 6, style))).toBeLessThanOrEqual(6)
  expect(clipMiddle('abcdefghij', 7, style)).toBe('abc…hij')
  expect(clipMiddle('abcdefghij', 8, { color: false, unicode: false })).toBe('abc...ij')
})

test('padding counts cells', () => {
  expect(padEnd('日', 4)).toBe('日  ')
  expect(padStart('日', 4)).toBe('  日')
})

test('times and amounts read at a glance', () => {
  expect([4, 310, 9_994, 9_996, 12_440, 59_940, 59_990, 62_000, 3_599_600, 3_900_000].map(duration)).toEqual([
    '0.00s',
    '0.31s',
    '9.99s',
    '10.0s',
    '12.4s',
    '59.9s',
    '1m 00s',
    '1m 02s',
    '1h 00m',
    '1h 05m',
  ])
  expect(count(1234567n)).toBe('1,234,567')
  expect(plural(1, 'row')).toBe('1 row')
  expect(plural(0n, 'row')).toBe('0 rows')
})

test.each([
  [{ env: {} }, true],
  [{ env: { LANG: 'C' } }, false],
  [{ env: { LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' } }, false],
  [{ env: { LANG: 'C.UTF-8' } }, true],
  [{ env: { TERM: 'linux' } }, false],
  [{ env: {}, platform: 'win32' }, false],
  [{ env: { WT_SESSION: '1' }, platform: 'win32' }, true],
])('with %j unicode is %s', (options, unicode) => {
  expect(openTerminal(cliHost(options), true).err.style.unicode).toBe(unicode)
})

test.each([
  [{ tty: true }, true, true],
  [{ tty: false }, true, false],
  [{ tty: true }, false, false],
  [{ tty: true, env: { NO_COLOR: '1' } }, true, false],
  [{ tty: true, env: { NO_COLOR: '' } }, true, true],
  [{ tty: false, env: { FORCE_COLOR: '1' } }, true, true],
  [{ tty: true, env: { FORCE_COLOR: '0' } }, true, false],
  [{ tty: false, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, true, false],
  [{ tty: true, env: { TERM: 'dumb' } }, true, false],
])('with %j and --color %s colours are %s', (options, allowed, color) => {
  expect(openTerminal(cliHost(options), allowed).err.style.color).toBe(color)
})

test('nothing is drawn live in a pipe or in CI', () => {
  expect(openTerminal(cliHost({ tty: true }), true).err.live).toBe(true)
  expect(openTerminal(cliHost({ tty: false }), true).err.live).toBe(false)
  expect(openTerminal(cliHost({ tty: true, env: { CI: 'true' } }), true).err.live).toBe(false)
})
