import { expect, test } from 'vitest'
import { pathMatcher, wildcardMatcher } from '../../../../src/core/graph/wildcard.ts'

test.each([
  ['orders', 'orders', true],
  ['orders', 'ORDERS', false],
  ['or*', 'orders.daily', true],
  ['o?ders', 'orders', true],
  ['o?ders', 'oders', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[]]x', ']x', true],
  ['[a', '[a', true],
  ['[c-a]x', 'bx', false],
  ['[^a]*', '^b', true],
  ['a.b', 'axb', false],
  ['(a|b)*', '(a|b)c', true],
  ['é?', 'é𝒳', true],
])('the wildcard %s on %s gives %s', (pattern, text, expected) => {
  expect(wildcardMatcher(pattern)(text)).toBe(expected)
})

test.each([
  ['models/*.sql', 'models/a.sql', true],
  ['models/*.sql', 'models/gold/a.sql', false],
  ['models/**/*.sql', 'models/a.sql', true],
  ['models/**/*.sql', 'models/gold/x/a.sql', true],
  ['models/**', 'models/gold/a.sql', true],
  ['models/**', 'models', false],
  ['**/a.sql', 'a.sql', true],
  ['./models//gold/', 'models/gold', true],
  ['.', '', true],
  ['models/[ab].sql', 'models/b.sql', true],
])('the path pattern %s on %s gives %s', (pattern, path, expected) => {
  expect(pathMatcher(pattern)(path)).toBe(expected)
})
