import { expect, test } from 'vitest'
import { sqlTokens } from '../../../../../src/core/compile/sql/tokens.ts'
import { cpuTime } from '../../../../support/cpu-time.ts'

function tokens(sql: string): readonly string[] {
  return [...sqlTokens(sql)].map(({ start, end, kind }) => `${kind} ${sql.slice(start, end)}`)
}

test.each([
  ['select a', ['word select', 'word a']],
  ['\'it\'\'s\' "a""b"', ["string 'it''s'", 'identifier "a""b"']],
  ["e'a\\'b' 'a\\'", ["string e'a\\'b'", "string 'a\\'"]],
  ["E'x''y'", ["string E'x''y'"]],
  ['-- with\n/* a /* nested */ ; */ with', ['word with']],
  ['$$;$$ $x$ $$ ; $x$;', ['string $$;$$', 'string $x$ $$ ; $x$', 'symbol ;']],
  ['a$b$ 1e5 $1', ['word a$b$', 'symbol 1e5', 'symbol $', 'symbol 1']],
  ["a->>'$.b'", ['word a', 'symbol -', 'symbol >', 'symbol >', "string '$.b'"]],
  ['größe+ünder_1', ['word größe', 'symbol +', 'word ünder_1']],
  ["'never closed", ["string 'never closed"]],
  ['/* never closed', []],
  ['', []],
])('the tokens of %s', (sql, expected) => {
  expect(tokens(sql)).toEqual(expected)
})

test('a megabyte of SQL is read in little time', () => {
  const sql = 'select \'a\', b -- c\nfrom "d" /* e */;\n'.repeat(25_000)
  const milliseconds = cpuTime(() => {
    expect([...sqlTokens(sql)]).toHaveLength(175_000)
  })
  expect(milliseconds).toBeLessThan(1_000)
})
