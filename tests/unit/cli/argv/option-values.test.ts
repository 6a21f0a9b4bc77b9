import { expect, test } from 'vitest'
import { wordsOf } from '../../../../src/cli/argv/option-values.ts'
import { readVars } from '../../../../src/cli/argv/read-vars.ts'

test('--vars takes YAML and JSON', () => {
  expect(readVars('{start: 2025-01-01, debug: true}')).toEqual({ start: '2025-01-01', debug: true })
  expect(readVars('{"list": [1, 2]}')).toEqual({ list: [1, 2] })
  expect(readVars('region: eu')).toEqual({ region: 'eu' })
  expect(readVars('')).toEqual({})
  expect(readVars(undefined)).toEqual({})
})

test.each([
  ['[1, 2]', 'is not a mapping'],
  ['text', 'is not a mapping'],
  ['{a: ', 'is not YAML'],
])('--vars %s is refused', (text, problem) => {
  expect(() => readVars(text)).toThrow(
    expect.objectContaining({
      code: 'invalid-vars',
      params: { problem: expect.stringContaining(problem) },
    }),
  )
})

test('selectors in one argument are selectors in several', () => {
  expect(wordsOf(['a  +b', 'tag:x'])).toEqual(['a', '+b', 'tag:x'])
  expect(wordsOf(undefined)).toEqual([])
})
