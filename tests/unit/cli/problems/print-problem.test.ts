import { expect, test } from 'vitest'
import { collectProblems, exitCodeOf } from '../../../../src/cli/problems/collect.ts'
import { printProblem } from '../../../../src/cli/problems/print-problem.ts'
import { bug } from '../../../../src/errors/bug.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'

const style = { color: false, unicode: true }
const files: Readonly<Record<string, string>> = {
  'models/silver/silver_orders.sql': "select *\nfrom {{ ref('bronze_order') }}\n",
  'models/orders.sql': "select\n  {{ money('amount') }},\n  1\n",
  'macros/cents.sql': '{% macro cents(c) %}\n  {{ colum.x.y }} / 100\n{% endmacro %}\n',
}

test('an error is told with its place, its excerpt and its hint', () => {
  const at = { file: 'models/silver/silver_orders.sql', line: 2, column: 14, endLine: 2, endColumn: 26 }
  const error = new GildError(
    'ref-not-found',
    { node: 'silver_orders', ref: 'bronze_order', closest: 'bronze_orders' },
    { at },
  )
  expect(print(error)).toBe(
    `error[ref-not-found]: "silver_orders" refers to "bronze_order", which does not exist.
  --> models/silver/silver_orders.sql:2:14
   1 | select *
   2 | from {{ ref('bronze_order') }}
     |              ^^^^^^^^^^^^
  hint: Did you mean "bronze_orders"?
`,
  )
})

test('an error inside a macro names the chain of calls, with the excerpt of the first', () => {
  const at = {
    file: 'macros/cents.sql',
    line: 2,
    column: 6,
    endLine: 2,
    endColumn: 11,
    calls: [
      { macro: 'cents', file: 'macros/money.sql', line: 3, column: 9 },
      { macro: 'money', file: 'models/orders.sql', line: 2, column: 6 },
    ],
  }
  expect(print(new GildError('template-undefined', { problem: '"colum" is undefined' }, { at }))).toBe(
    `error[template-undefined]: "colum" is undefined.
  --> macros/cents.sql:2:6
   1 | {% macro cents(c) %}
   2 |   {{ colum.x.y }} / 100
     |      ^^^^^
   3 | {% endmacro %}
  in macro cents, called from macros/money.sql:3:9
  in macro money, called from models/orders.sql:2:6
   2 |   {{ money('amount') }},
     |      ^
`,
  )
})

test('a file that cannot be read has a place but no excerpt', () => {
  const error = new GildError(
    'seed-invalid',
    { file: 'seeds/x.csv', problem: 'it has no header' },
    { at: { file: 'seeds/x.csv', line: 1 } },
  )
  expect(print(error)).toBe(
    'error[seed-invalid]: The seed "seeds/x.csv" cannot be read: it has no header.\n  --> seeds/x.csv:1\n',
  )
})

test('a message of several lines is indented', () => {
  expect(print(new GildError('raised', { message: 'one\ntwo' }))).toBe('error[raised]: one\n    two\n')
})

test('what is no error of ours is a bug, with its stack in debug only', () => {
  const bug = new TypeError('x is not a function', { cause: new Error('deeper') })
  expect(print(bug)).toBe(
    `error[bug]: TypeError: x is not a function
  This is a mistake of gild, not of your project.
  hint: Please report it, with what "--debug" adds to this message.
`,
  )
  const debug = print(bug, { debug: true })
  expect(debug).toMatch(/ {4}at .*print-problem\.test\.ts/)
  expect(debug).toContain('caused by Error: deeper')
})

test('a bug that we noticed says so once', () => {
  expect(() => bug('the plan is empty')).toThrow()
  try {
    bug('the plan is empty')
  } catch (error) {
    expect(print(error).split('\n')[0]).toBe('error[bug]: the plan is empty')
  }
})

test('whatever is thrown is printed', () => {
  expect(print('a text')).toContain('error[bug]: a text')
  expect(print(undefined)).toContain('error[bug]: undefined')
})

test('each problem is told once, however many errors hold it', () => {
  const one = new GildError('unknown-node', { name: 'a' })
  const same = new GildError('unknown-node', { name: 'a' })
  const other = new GildError('unknown-node', { name: 'b' })
  expect(collectProblems([one, new AggregateError([same, new AggregateError([other])]), one])).toEqual([
    one,
    other,
  ])
  const elsewhere = new GildError('unknown-node', { name: 'a' }, { at: { file: 'x.sql', line: 1 } })
  expect(collectProblems([one, elsewhere])).toHaveLength(2)
})

test('exit codes tell usage, failure, cancellation and bugs apart', () => {
  const usage = new GildError('unknown-node', { name: 'a' })
  const failed = new GildError('sql-error', { node: 'a', problem: 'x' })
  const cancelled = new GildError('run-cancelled', {})
  expect(exitCodeOf(usage)).toBe(2)
  expect(exitCodeOf(failed)).toBe(1)
  expect(exitCodeOf(new AggregateError([failed, usage]))).toBe(2)
  expect(exitCodeOf(cancelled)).toBe(130)
  expect(exitCodeOf(new DOMException('aborted', 'AbortError'))).toBe(130)
  expect(exitCodeOf(new Error('x'))).toBe(2)
})

function print(problem: unknown, { debug = false } = {}): string {
  return printProblem(problem, { style, width: 100, debug, readSource: file => files[file] })
}
