import { expect, test } from 'vitest'
import {
  concatMaps,
  contextOf,
  definitions,
  macroValue,
  parse,
  renderSync,
} from '../../../../src/core/template/index.ts'

const lib = parse('{% macro cents(c) %}round({{ c }} / 100, 2){% endmacro %}', 'macros/cents.sql')
const context = contextOf(
  Object.fromEntries(definitions(lib).map(each => [each.name, macroValue(lib, each)])),
)

function rendered(text: string) {
  const { text: sql, map } = renderSync(parse(text, 'models/m.sql'), context)
  return { sql, map, at: (part: string) => map.locate(sql.indexOf(part)) }
}

test('literal text maps to its own word, past trimmed white space and CRLF', () => {
  const { at } = rendered("select a,\r\n  {%- set x = 1 -%}\r\n  bcd\r\nfrom {{ 't' }}")
  expect(at('bcd')).toEqual({ file: 'models/m.sql', line: 3, column: 3, endLine: 3, endColumn: 6 })
})

test('what an expression gives maps to the whole expression', () => {
  expect(rendered("select {{ 'abc' ~ 'def' }} from t").at('def')).toEqual({
    file: 'models/m.sql',
    line: 1,
    column: 8,
    endLine: 1,
    endColumn: 27,
  })
})

test('text of a macro maps into the macro, with the call', () => {
  expect(rendered('select\n  {{ cents("amount") }}').at('100')).toEqual({
    file: 'macros/cents.sql',
    line: 1,
    column: 37,
    endLine: 1,
    endColumn: 40,
    calls: [{ macro: 'cents', file: 'models/m.sql', line: 2, column: 6 }],
  })
})

test('text captured by a set block keeps its place where it is printed', () => {
  expect(
    rendered('{% set cols %}order_id, amount{% endset %}\nselect {{ cols }}').at('amount'),
  ).toMatchObject({
    line: 1,
    column: 25,
  })
})

test('joined maps find the piece, and its place from where it was cut', () => {
  const { map, sql } = rendered('select a from b')
  const joined = concatMaps(
    [
      { length: 5, map: undefined },
      { length: 0, map },
      { length: sql.length - 7, map, from: 7 },
      { length: 3, map: undefined },
    ],
    'models/outer.sql',
  )
  expect(joined.locate(2)).toEqual({ file: 'models/outer.sql' })
  expect(joined.locate(5)).toMatchObject({ file: 'models/m.sql', column: 8 })
  expect(joined.locate(5 + 'a from '.length)).toMatchObject({ column: 15 })
  expect(joined.locate(999)).toEqual({ file: 'models/outer.sql' })
})

test('an empty text has no place but its file', () => {
  expect(rendered('').map.locate(0)).toEqual({ file: 'models/m.sql' })
})
