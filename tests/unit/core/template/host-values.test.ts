import { expect, test } from 'vitest'
import {
  bindArguments,
  contextOf,
  hostFunction,
  hostValue,
  parse,
  renderSync,
  type Value,
} from '../../../../src/core/template/index.ts'

function text(template: string, values: Readonly<Record<string, Value>>): string {
  return renderSync(parse(template, 'a.sql'), contextOf(values)).text
}

const money = (amount: number): Value =>
  hostValue({
    typeName: 'Money',
    str: () => `$${amount}`,
    repr: () => `Money(${amount})`,
    attribute: name => (name === 'amount' ? amount : undefined),
    item: key => (key === 0 ? amount : undefined),
    names: () => ['amount'],
    iterate: () => [amount, 'USD'],
    length: () => 2,
    contains: value => value === 'USD',
    equals: other =>
      typeof other === 'object' &&
      other !== null &&
      'object' in other &&
      other.object.str?.() === `$${amount}`,
    hash: () => String(amount),
    call: ({ positional: [times = 1] }) => money(amount * Number(times)),
    json: () => ({ 0: amount })[0] ?? null,
  })

test('a host object prints, compares, iterates, is called and is a key as it says', () => {
  const m = money(5)
  expect(
    text('{{ m }} {{ [m] }} {{ m.amount }} {{ m[0] }} {{ m | length }} {{ m | join("/") }}', { m }),
  ).toBe('$5 [Money(5)] 5 5 2 5/USD')
  expect(
    text('{{ "USD" in m }} {{ m == n }} {{ m != o }} {{ {m: 1}[n] }} {{ m(3) }} {{ m | tojson }}', {
      m,
      n: money(5),
      o: money(6),
    }),
  ).toBe('True True True 1 $15 5')
  expect(() => text('{{ m.amont.x }}', { m })).toThrow(
    expect.objectContaining({ hint: 'Did you mean "amount"?' }),
  )
})

test('a host function sees its arguments by position and by name, and where it is called', () => {
  const where = hostFunction('where', call => {
    const [first, second] = bindArguments('where', ['first', ['second', 'none given']], call)
    const { line, column } = call.at()
    return `${String(first)},${String(second)}@${line}:${column}`
  })
  expect(text('\n {{ where(1) }} {{ where(second=2, first=1) }}', { where })).toBe(
    '\n 1,none given@2:5 1,2@2:20',
  )
  expect(() => text('{{ where() }}', { where })).toThrow("missing required argument 'first'")
  expect(() => text('{{ where(1, frist=2) }}', { where })).toThrow("unexpected keyword argument 'frist'")
  expect(() => text('{{ where(1, 2, 3) }}', { where })).toThrow('takes 2 arguments but 3 were given')
})

test('None as a value of the context is found, not taken for undefined', () => {
  expect(text('{{ x is none }} {{ x }} {{ x is defined }}', { x: null })).toBe('True None True')
})
