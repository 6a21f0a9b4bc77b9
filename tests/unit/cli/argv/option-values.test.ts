import { expect, test } from 'vitest'
import { readVars, wordsOf } from '../../../../src/cli/argv/option-values.ts'

test('--vars takes YAML and JSON', async () => {
  expect(await readVars('{start: 2025-01-01, debug: true}')).toEqual({ start: '2025-01-01', debug: true })
  expect(await readVars('{"list": [1, 2]}')).toEqual({ list: [1, 2] })
  expect(await readVars('region: eu')).toEqual({ region: 'eu' })
  expect(await readVars('')).toEqual({})
  expect(await readVars(undefined)).toEqual({})
})

test.each([
  ['[1, 2]', 'is not a mapping'],
  ['text', 'is not a mapping'],
  ['{a: ', 'is not YAML'],
])('--vars %s is refused', async (text, problem) => {
  await expect(readVars(text)).rejects.toMatchObject({
    code: 'invalid-vars',
    params: { problem: expect.stringContaining(problem) },
  })
})

test('selectors in one argument are selectors in several', () => {
  expect(wordsOf(['a  +b', 'tag:x'])).toEqual(['a', '+b', 'tag:x'])
  expect(wordsOf(undefined)).toEqual([])
})
