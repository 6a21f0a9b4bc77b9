import { expect, test } from 'vitest'
import { codeFrame } from '../../../../src/cli/problems/code-frame.ts'
import type { Location } from '../../../../src/errors/location.ts'

const style = { color: false, unicode: true }

test('carets stand below what the place spans', () => {
  expect(frame('select a,\n  statsu,\n  b\nfrom x', { line: 2, column: 3, endLine: 2, endColumn: 9 })).toBe(
    ['   1 | select a,', '   2 |   statsu,', '     |   ^^^^^^', '   3 |   b'].join('\n'),
  )
})

test('a place without an end is one caret, a line without a column none', () => {
  expect(frame('abc', { line: 1, column: 2 })).toBe('   1 | abc\n     |  ^')
  expect(frame('abc', { line: 1 })).toBe('   1 | abc')
})

test('a place of several lines is marked to the end of its first', () => {
  expect(frame('{{ ref(\n  x) }}', { line: 1, column: 4, endLine: 2, endColumn: 5 })).toContain(
    '     |    ^^^^\n',
  )
})

test('a place behind the last character still has a caret', () => {
  expect(frame('select', { line: 1, column: 7, endLine: 1, endColumn: 7 })).toBe(
    '   1 | select\n     |       ^',
  )
})

test('a line that the file does not have gives no frame', () => {
  expect(frame('a\nb', { line: 3, column: 1 })).toBeUndefined()
})

test('tabs and wide characters do not move the carets', () => {
  expect(frame('\t日本 x', { line: 1, column: 5, endColumn: 6 })).toBe('   1 |     日本 x\n     |          ^')
})

test('line ends of Windows are line ends', () => {
  expect(frame('a\r\nbc\r\nd', { line: 2, column: 2 })).toBe('   1 | a\n   2 | bc\n     |  ^\n   3 | d')
})

test('line numbers are aligned', () => {
  const source = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join('\n')
  expect(frame(source, { line: 10, column: 1, endColumn: 5 })).toBe(
    ['    8 | line 8', '    9 | line 9', '   10 | line 10', '      | ^^^^', '   11 | line 11'].join('\n'),
  )
})

test('a very long line is cut around the place', () => {
  const line = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`
  const drawn = frame(line, { line: 1, column: 301, endLine: 1, endColumn: 305 }) ?? ''
  const [text = '', carets = ''] = drawn.split('\n')
  expect(text.length).toBeLessThanOrEqual(80)
  expect(text.indexOf('HERE')).toBe(carets.indexOf('^^^^'))
  expect(text).toContain('| …aaa')
  expect(text).toMatch(/bbb…$/)
})

test('blank lines at the edges are left out', () => {
  expect(frame('\n\nx\n\n', { line: 3, column: 1 })).not.toMatch(/^\s+1 \|/)
})

function frame(source: string, at: Omit<Location, 'file'>): string | undefined {
  return codeFrame(source, { file: 'x.sql', ...at }, { style, width: 80, before: 2, after: 1 })
}
