import { expect, test } from 'vitest'
import {
  calledNames,
  definitionBody,
  definitions,
  definitionText,
  parse,
} from '../../../../src/core/template/index.ts'

const text = `{% macro cents(c: str, n: int = 2, *, ) %}x{% endmacro %}`
const blocks = `{% macro cents(c: str, opts: dict[str, list[int]] = none) -%} x {% endmacro %}
{% test positive(model, column_name) %}select 1{% endtest %}
{% data_test other(model) %}{% enddata_test %}
{% docs about %}# About {{ 1 }}{% enddocs %}
{% snapshot orders %}select * from t{% endsnapshot %}
{% materialization mine, adapter='duckdb', supported_languages=['sql'] %}{% endmaterialization %}
{% materialization yours, default %}{% endmaterialization %}`

test('the named blocks of a template are listed with type, name and parameters', () => {
  const template = parse(blocks, 'm.sql')
  expect(
    definitions(template).map(({ type, name, parameters }) => [type, name, parameters.map(p => p.name)]),
  ).toEqual([
    ['macro', 'cents', ['c', 'opts']],
    ['test', 'positive', ['model', 'column_name']],
    ['test', 'other', ['model']],
    ['docs', 'about', []],
    ['snapshot', 'orders', []],
    ['materialization', 'mine', []],
    ['materialization', 'yours', []],
  ])
  const [macro, , , docs, , mine] = definitions(template)
  if (macro === undefined || docs === undefined) throw new Error('missing')
  expect(macro.parameters.map(p => p.type)).toEqual(['str', 'dict[str, list[int]]'])
  expect(definitionText(template, macro)).toBe(blocks.split('\n')[0])
  expect(definitionBody(template, docs)).toBe('# About {{ 1 }}')
  expect(mine?.options.map(option => option.name)).toEqual(['adapter', 'supported_languages'])
})

test('a star is no parameter', () => {
  expect(() => parse(text, 'm.sql')).toThrow('expected the name of a parameter')
})

test('all names that may be macros are found, dotted ones and dispatched ones too', () => {
  const { ast } = parse(
    "{{ a(b) }}{% if x is defined %}{{ p.q.r() | join(c()) }}{% endif %}{% call d() %}{{ adapter.dispatch('e', 'pkg')(f) }}{% endcall %}{% set g = h %}",
    'm.sql',
  )
  const names = calledNames(ast)
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'h', 'p.q.r', 'x']) expect(names).toContain(name)
  expect(new Set(names).size).toBe(names.length)
})
