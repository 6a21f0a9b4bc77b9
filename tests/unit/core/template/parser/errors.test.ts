import { expect, test } from 'vitest'
import { parse } from '../../../../../src/core/template/index.ts'
import { isGildError } from '../../../../../src/errors/gild-error.ts'

function failure(text: string): { code: string; message: string; hint: string | undefined; place: string } {
  try {
    parse(text, 'm.sql')
  } catch (error) {
    if (!isGildError(error)) throw error
    const { code, message, hint, at } = error
    return {
      code,
      message,
      hint,
      place: `${at?.file}:${at?.line}:${at?.column}-${at?.endLine}:${at?.endColumn}`,
    }
  }
  throw new Error('it parsed')
}

test('a wrong end tag names the open block, what could follow and the nearest tag', () => {
  expect(failure('select\n{% if x %}\n  {% endfi %}')).toEqual({
    code: 'template-unknown-tag',
    message:
      'There is no tag "endfi" inside the block "if" of line 2, which goes on with "elif", "else" or "endif".',
    hint: 'Did you mean "endif"?',
    place: 'm.sql:3:6-3:11',
  })
})

test('an unclosed block is reported at its beginning', () => {
  expect(failure('a\n{% for x in y %}b')).toMatchObject({
    code: 'template-unclosed-block',
    message: 'The block "for" of line 2 is not closed: the template ends before "else" or "endfor".',
    place: 'm.sql:2:1-2:3',
  })
})

test('an unknown filter and an unknown test fail before anything runs, with the nearest name', () => {
  expect(failure('{% if false %}{{ x | uper }}{% endif %}')).toMatchObject({
    code: 'template-unknown-filter',
    hint: 'Did you mean "upper"?',
    place: 'm.sql:1:22-1:26',
  })
  expect(failure('{{ x is not strin }}')).toMatchObject({
    code: 'template-unknown-test',
    hint: 'Did you mean "string"?',
  })
})

test.each([
  ['{% break %}', 'break'],
  ['{% for x in y %}{% call m() %}{% continue %}{% endcall %}{% endfor %}', 'continue'],
  ['{% for x in y %}{% else %}{% break %}{% endfor %}', 'break'],
])('a jump without a loop around it is an error: %s', (text, name) => {
  expect(failure(text).message).toContain(`"${name}" stands outside of a loop`)
})

test.each([
  ['{{ (1 + 2 }}', 'unexpected "}", expected ")"', '1:11'],
  ['{{ 1 + }}', 'expected an expression, got "}}"', '1:8'],
  ['{{ a b }}', 'expected "}}", got "b"', '1:6'],
  ["{{ 'a }}", 'the string is not closed', '1:4'],
  ['{{ a ? b }}', 'unexpected character "?"', '1:6'],
  ['a {{ b', '"{{" is not closed: expected "}}"', '1:3'],
  ['a {# b', 'the comment is not closed: expected "#}"', '1:3'],
  ['{% raw %}x', 'the block "raw" is not closed: expected "{% endraw %}"', '1:1'],
  ['{% set true = 1 %}', '"true" cannot be assigned to', '1:8'],
  ['{% for x of y %}{% endfor %}', 'expected "in" after the names of the loop', '1:10'],
  ['{% call 1 %}{% endcall %}', 'expected the call of a macro', '1:9'],
  ['{{ f(a=1, 2) }}', 'an argument without a name cannot follow one with a name or "*"', '1:11'],
  [
    '{% macro m(a=1, b) %}{% endmacro %}',
    'the parameter "b" needs a default, because the one before has one',
    '1:17',
  ],
  ['{{ a is b is c }}', 'two tests with "is" need brackets around the first', '1:11'],
  ['{% %}', 'expected the name of a tag after "{%"', '1:4'],
])('%s says: %s', (text, problem, place) => {
  const text2 = text.replace('is b is c', 'is odd is even')
  const found = failure(text2)
  expect(found.message).toContain(problem)
  if (text === text2) expect(found.place).toMatch(new RegExp(`^m.sql:${place}-`))
})

test('a text inside of another file counts from where it begins', () => {
  expect(() => parse('{{ 1 + }}', 'schema.yml', { firstPosition: { line: 7, column: 12 } })).toThrow(
    expect.objectContaining({ at: expect.objectContaining({ line: 7, column: 19 }) }),
  )
})
