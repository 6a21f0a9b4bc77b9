import { grid, lazy } from './template-grid.ts'

const { accesses, filterCalls, operators, stringMethods, testCalls, values } = grid

type Next = () => number

const names = 'one neg half text words numbers empty flag nothing record rows missing x'.split(' ')
// Jinja marks their results as HTML, which shows where it prints them inside of a list.
const marking: ReadonlySet<string> = new Set(['escape', 'striptags', 'tojson', 'xmlattr'])
const filters = Object.entries(filterCalls)
  .filter(([name]) => !marking.has(name))
  .flatMap(([name, forms]) => forms.map(form => `${name}${form}${lazy.has(name) ? ' | list' : ''}`))
// Python would compute powers and repetitions of any size.
const smallOperators = operators.filter(operator => operator !== '**' && operator !== '*')

/** Templates made at random: expressions of some depth, and statements around them. */
export function randomCases(count: number, next: Next): readonly string[] {
  return Array.from({ length: count }, () => (next() < 0.6 ? `{{ ${expression(next, 3)} }}` : body(next, 2)))
}

function pick<T>(next: Next, items: readonly T[]): T {
  const item = items[Math.floor(next() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

type Form = (inner: () => string, next: Next) => string

const expressionForms: readonly Form[] = [
  (inner, next) => `${inner()} ${pick(next, smallOperators)} ${inner()}`,
  inner => `(${inner()})`,
  (inner, next) => `${inner()} | ${pick(next, filters)}`,
  (inner, next) => `(${inner()}) is ${pick(next, testCalls)}`,
  inner => `[${inner()}, ${inner()}]`,
  inner => `${inner()} if ${inner()} else ${inner()}`,
  inner => `(not ${inner()})`,
  // Of a constant Jinja would compute a slice when compiling, with other rules.
  (_, next) => `(${pick(next, names)})${pick(next, accesses)}`,
  (inner, next) => `{${pick(next, ["'k'", '1', 'one'])}: ${inner()}}`,
  inner => `${inner()} ~ ${inner()}`,
  (inner, next) => `${pick(next, ['text', "'a b'", `(${inner()})`])}.${pick(next, stringMethods)}`,
  (inner, next) =>
    `${inner()} ${pick(next, ['<', '==', 'in'])} ${inner()} ${pick(next, ['<', '!='])} ${inner()}`,
]

function expression(next: Next, depth: number): string {
  if (depth <= 0) return pick(next, next() < 0.5 ? names : values)
  return pick(next, expressionForms)(() => expression(next, depth - 1), next)
}

function sign(next: Next): string {
  return pick(next, ['', '', '', '-'])
}

function tag(next: Next, inside: string): string {
  return `{%${sign(next)} ${inside} ${sign(next)}%}`
}

const loops = ['words', 'numbers', 'rows', 'empty', 'range(3)', 'record', 'missing', 'text']
const blockFilters = ['upper', 'trim', 'title', "replace('a', 'b')", 'indent']

const statementForms: readonly Form[] = [
  (inner, next) =>
    `${tag(next, `if ${expression(next, 1)}`)}${inner()}${tag(next, 'else')}${inner()}${tag(next, 'endif')}`,
  (inner, next) =>
    `${tag(next, `for x in ${pick(next, loops)}${pick(next, ['', ' if x'])}`)}${inner()}{{ loop.index }}${tag(next, 'endfor')}`,
  (inner, next) => `${tag(next, `set x = ${expression(next, 2)}`)}${inner()}`,
  (inner, next) => `${tag(next, 'set x')}${inner()}${tag(next, 'endset')}{{ x }}`,
  (inner, next) =>
    `${tag(next, `macro m(a, b=${expression(next, 1)})`)}${inner()}{{ a }}{{ b }}${tag(next, 'endmacro')}{{ m(${expression(next, 1)}) }}`,
  (inner, next) => `${tag(next, `with x = ${expression(next, 1)}`)}${inner()}${tag(next, 'endwith')}`,
  (inner, next) => `${tag(next, `filter ${pick(next, blockFilters)}`)}${inner()}${tag(next, 'endfilter')}`,
  (inner, next) => `{#${sign(next)} note ${sign(next)}#}${inner()}`,
  (_, next) => `{{${sign(next)} ${expression(next, 2)} ${sign(next)}}}`,
]

function blank(next: Next): string {
  return pick(next, ['', ' ', '\n', ' \n  ', 'text '])
}

function body(next: Next, depth: number): string {
  const inner = () =>
    depth <= 0
      ? `${blank(next)}{{${sign(next)} ${expression(next, 1)} ${sign(next)}}}${blank(next)}`
      : body(next, depth - 1)
  const statements = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
    pick(next, statementForms)(inner, next),
  )
  return statements.map(statement => blank(next) + statement).join(blank(next))
}
