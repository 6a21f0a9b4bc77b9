import { expect, test } from 'vitest'
import {
  callMacroSync,
  contextOf,
  definitions,
  fromJs,
  hostFunction,
  layered,
  macroContext,
  macroValue,
  parse,
  render,
  renderNative,
  renderSync,
  type Value,
} from '../../../../src/core/template/index.ts'
import { GildError, isGildError } from '../../../../src/errors/gild-error.ts'

function library(text: string, file = 'macros/lib.sql') {
  const template = parse(text, file)
  return new Map(definitions(template).map(each => [each.name, macroValue(template, each)]))
}

function thrownBy(run: () => unknown): GildError {
  try {
    run()
  } catch (error) {
    if (isGildError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const base = {
  column: 'c',
  later: hostFunction('later', async ({ positional: [value = null] }) => value),
  fails: hostFunction('fails', () => {
    throw new GildError('ref-not-found', { node: 'm', ref: 'x', closest: 'y' })
  }),
  rejects: hostFunction('rejects', async () => {
    throw new GildError('ref-not-found', { node: 'm', ref: 'x', closest: 'y' })
  }),
}

function contextWith(macros: string, values: Readonly<Record<string, Value>> = {}) {
  const packages = new Map([['shop', library(macros)]])
  return layered(contextOf({ ...base, ...values }), macroContext({ order: ['shop'], packages }))
}

test('a render that waits for nothing is done at once, one that waits is a promise', async () => {
  const context = contextWith('{% macro twice(x) %}{{ later(x) }}{{ later(x) }}{% endmacro %}')
  expect(render(parse('{{ 1 + 1 }}', 'a.sql'), context)).toMatchObject({ text: '2' })
  const waiting = render(parse('[{{ twice("ab") }}] {{ later([1, 2])[1] + 1 }}', 'a.sql'), context)
  expect(waiting).toBeInstanceOf(Promise)
  expect((await waiting).text).toBe('[abab] 3')
})

test('a synchronous render refuses to wait and names the function', () => {
  const error = thrownBy(() => renderSync(parse('a\n{{ later(1) }}', 'a.sql'), contextWith('')))
  expect(error).toMatchObject({ code: 'template-async', at: { file: 'a.sql', line: 2, column: 4 } })
  expect(error.message).toContain('"later"')
})

test('an error inside a macro inside a macro has its own place and the chain of calls', () => {
  const context = contextWith(
    '{% macro outer() %}\n  {{ inner(1) }}{% endmacro %}{% macro inner(x) %}{{ colum.y }}{% endmacro %}',
  )
  const error = thrownBy(() => renderSync(parse('select {{ outer() }}', 'models/m.sql'), context))
  expect(error).toMatchObject({
    code: 'template-undefined',
    message: "'colum' is undefined.",
    hint: 'Did you mean "column"?',
    at: {
      file: 'macros/lib.sql',
      line: 2,
      column: 54,
      endColumn: 61,
      calls: [
        { macro: 'inner', file: 'macros/lib.sql', line: 2, column: 6 },
        { macro: 'outer', file: 'models/m.sql', line: 1, column: 11 },
      ],
    },
  })
})

test('an error of the host keeps its code and gains the place and the chain, thrown or rejected', async () => {
  const context = contextWith('{% macro m(f) %}{{ f() }}{% endmacro %}')
  const at = {
    file: 'macros/lib.sql',
    line: 1,
    column: 20,
    calls: [{ macro: 'm', file: 'a.sql', column: 4 }],
  }
  const wanted = { code: 'ref-not-found', hint: 'Did you mean "y"?', at }
  expect(thrownBy(() => renderSync(parse('{{ m(fails) }}', 'a.sql'), context))).toMatchObject(wanted)
  await expect(render(parse('{{ m(rejects) }}', 'a.sql'), context)).rejects.toMatchObject(wanted)
})

test('return() ends the macro with a value of any type; in a call block it ends the macro that is called', () => {
  const context = contextWith(
    `{% macro list() %}text{% for i in [1, 2] %}{{ return([i, none]) }}{% endfor %}{% endmacro %}
     {% macro wrap() %}<{{ caller() }}>{% endmacro %}`,
  )
  const text = "{{ list()[0] + 1 }} {{ list() }} {% call wrap() %}a{{ return('b') }}{% endcall %}"
  expect(renderSync(parse(text, 'a.sql'), context).text).toBe('2 [1, None] b')
  expect(thrownBy(() => renderSync(parse('{{ return(1) }}', 'a.sql'), context)).code).toBe(
    'template-macro-error',
  )
})

test('macros of a package earlier in the order override those of one file that call each other', () => {
  const packages = new Map([
    [
      'dbt',
      library('{% macro schema() %}{{ suffix() }}{% endmacro %}{% macro suffix() %}built in{% endmacro %}'),
    ],
    ['shop', library('{% macro suffix() %}own{% endmacro %}')],
  ])
  const context = macroContext({ order: ['shop', 'dbt'], packages })
  expect(renderSync(parse('{{ schema() }}, {{ dbt.suffix() }}', 'a.sql'), context).text).toBe('own, built in')
  expect(thrownBy(() => renderSync(parse('{{ dbt.sufix() }}', 'a.sql'), context)).hint).toBe(
    'Did you mean "suffix"?',
  )
})

test('wrong arguments of a macro are reported at the call', () => {
  const context = contextWith('{% macro m(a) %}{% endmacro %}')
  expect(thrownBy(() => renderSync(parse('\n{{ m(1, 2) }}', 'a.sql'), context))).toMatchObject({
    code: 'template-macro-arguments',
    message: 'The macro "m" takes not more than 1 argument(s), 2 were given.',
    at: { file: 'a.sql', line: 2, column: 4 },
  })
})

test('endless recursion ends with an error that names the macro', () => {
  const error = thrownBy(() =>
    renderSync(parse('{{ m() }}', 'a.sql'), contextWith('{% macro m() %}{{ m() }}{% endmacro %}')),
  )
  expect(error).toMatchObject({ code: 'template-recursion', params: { macro: 'm' } })
  expect(error.at?.calls).toHaveLength(5)
})

test('an unknown name prints nothing when lenient, fails when strict, and gives undefined for all when chainable', () => {
  const template = parse('[{{ nope }}]', 'a.sql')
  const chain = parse('[{{ nope.a["b"](1).c }}{% for x in nope %}{% endfor %}{{ target.nope.x }}]', 'a.sql')
  const context = contextOf({ target: fromJs({ name: 'dev' }) })
  expect(renderSync(template, context, { undefined: 'lenient' }).text).toBe('[]')
  expect(thrownBy(() => renderSync(template, context)).message).toBe("'nope' is undefined.")
  expect(renderSync(chain, context, { undefined: 'chainable' }).text).toBe('[]')
  expect(
    renderSync(parse('{{ nope is defined }}{{ "x" if false }}{{ target.nope }}', 'a.sql'), context).text,
  ).toBe('False')
})

test('a template that is one expression has a native value, any other one text', () => {
  const context = contextOf({ v: fromJs([1, { a: true }]) })
  expect(renderNative(parse('{{ v[0] == 1 }}', 'a.yml'), context)).toBe(true)
  expect(renderNative(parse('{{ v }}', 'a.yml'), context)).toEqual(fromJs([1, { a: true }]))
  expect(renderNative(parse('{{ 1 }}2', 'a.yml'), context)).toBe('12')
})

test('a macro is called from outside with values, and gives a value and its text', () => {
  const macro = library(
    '{% macro m(a, b=2) %}{{ return(a + b) }}{% endmacro %}{% macro t(a) %}text {{ a }}{% endmacro %}',
  )
  const call = (name: string, named: Readonly<Record<string, Value>>) => {
    const value = macro.get(name)
    if (value === undefined) throw new Error(name)
    return callMacroSync(value, { named }, { context: contextOf({}) })
  }
  expect(call('m', { a: 1 })).toMatchObject({ value: 3, text: '3' })
  expect(call('t', { a: 'x' })).toMatchObject({ value: 'text x', text: 'text x' })
})

test('chance is an error unless its source is given', () => {
  const template = parse('{{ [1, 2, 3] | random }}', 'a.sql')
  expect(thrownBy(() => renderSync(template, contextOf({}))).code).toBe('template-value')
  expect(renderSync(template, contextOf({}), { random: () => 0.5 }).text).toBe('2')
})
