import { expect, test } from 'vitest'
import { contextOf, fromJs, hostValue, parse, renderSync, toJs } from '../../../../src/core/template/index.ts'

test('plain data goes in and comes out again', () => {
  const data = { a: [1, 2.5, null, 'x', true], kind: 'tuple', nested: { items: { b: 10n ** 20n } } }
  expect(toJs(fromJs(data))).toEqual(data)
})

test('maps keep keys of every type, and a dict named like a value stays data', () => {
  const value = fromJs(
    new Map<unknown, unknown>([
      [2, 'two'],
      ['2', { kind: 'undefined' }],
      [1, undefined],
    ]),
  )
  expect(renderSync(parse('{{ v }}', 'a'), contextOf({ v: value })).text).toBe(
    "{2: 'two', '2': {'kind': 'undefined'}, 1: None}",
  )
})

test('values inside of data stay what they are', () => {
  const relation = hostValue({
    typeName: 'Relation',
    str: () => '"s"."t"',
    attribute: name => (name === 'schema' ? 's' : undefined),
  })
  const v = fromJs({ list: [relation] })
  expect(
    renderSync(
      parse('{{ v.list[0] }} {{ v.list[0].schema }} {{ v.list[0] == v.list[0] }}', 'a'),
      contextOf({ v }),
    ).text,
  ).toBe('"s"."t" s True')
})

test('functions and foreign objects are a mistake of the caller', () => {
  expect(() => fromJs(() => 1)).toThrow('Bug in gild')
  expect(() => fromJs(new Date(0))).toThrow('class Date')
})

test('a dict with the key __proto__ is plain data', () => {
  const object = toJs(fromJs(new Map([['__proto__', 1]])))
  expect(Object.keys(object as object)).toEqual(['__proto__'])
})
