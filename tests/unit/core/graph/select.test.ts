import { expect, test } from 'vitest'
import { buildGraph } from '../../../../src/core/graph/dag.ts'
import { select } from '../../../../src/core/graph/select.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import { cpuTime } from '../../../support/cpu-time.ts'
import { smallManifest } from '../../../support/small-manifest.ts'

const graph = buildGraph(
  smallManifest(`
source:crm.users
orders <- source:crm.users # tags=daily folder=silver
sales <- orders # folder=gold
test:unique_orders <- orders # generic=unique
`),
)

function warningsOf(...selectors: string[]): readonly string[] {
  return select(graph, { select: selectors }).warnings.map(({ message, hint }) =>
    `${message} ${hint ?? ''}`.trim(),
  )
}

function errorsOf(...selectors: string[]): readonly string[] {
  try {
    select(graph, { select: selectors })
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error
    return error.errors.map(one =>
      one instanceof GildError ? `${one.code}: ${one.message} ${one.hint}` : String(one),
    )
  }
  return []
}

test('without selectors everything is selected, in graph order', () => {
  expect(select(graph, {}).ids).toEqual(graph.order)
  expect(select(graph, { select: ['', ' '] }).ids).toEqual(graph.order)
})

test('repeated arguments and words of one argument are one union', () => {
  expect(select(graph, { select: ['orders', 'sales'] })).toEqual(
    select(graph, { select: [' orders  sales '] }),
  )
})

test('a selector that finds nothing is a warning with the nearest name', () => {
  expect(warningsOf('ordres+')).toEqual(['The selector "ordres+" matches no node. Did you mean "orders+"?'])
  expect(warningsOf('tag:dayly')).toEqual([
    'The selector "tag:dayly" matches no node. Did you mean "tag:daily"?',
  ])
  expect(warningsOf('models/sliver')).toEqual([
    'The selector "models/sliver" matches no node. Did you mean "models/silver"?',
  ])
  expect(warningsOf('source:crm.user')).toEqual([
    'The selector "source:crm.user" matches no node. Did you mean "source:crm.users"?',
  ])
  expect(warningsOf('zzz')).toEqual(['The selector "zzz" matches no node.'])
})

test('an empty intersection names the part that finds nothing, or else the whole', () => {
  expect(warningsOf('orders,tag:nope')).toEqual(['The selector "tag:nope" matches no node.'])
  expect(warningsOf('sales,tag:daily')).toEqual(['The selector "sales,tag:daily" matches no node.'])
})

test('an exclusion that finds nothing is a warning too', () => {
  const { warnings } = select(graph, { exclude: ['slaes'] })
  expect(warnings.map(({ params }) => params)).toEqual([{ selector: 'slaes', closest: 'sales' }])
})

test('all mistakes of all selectors are reported at once', () => {
  expect(errorsOf('tags:daily', 'a,,b', '@orders+', 'resource_type:view,test_type:odd', '+')).toEqual([
    'selector-unknown-method: The selector "tags:daily" uses the method "tags", which gild does not have. Did you mean "tag:"?',
    'selector-invalid: The selector "a,,b" cannot be read: a part beside a comma is empty. Examples: my_model, +my_model, tag:daily, path:models/gold, a,b.',
    'selector-invalid: The selector "@orders+" cannot be read: "@" and a "+" at the end cannot be combined. "@" includes the children already.',
    'selector-invalid: The selector "resource_type:view" cannot be read: "view" is no resource type. Types: model, seed, test, unit_test, source, exposure.',
    'selector-invalid: The selector "test_type:odd" cannot be read: "odd" is no type of test. Types: generic, singular, data (both), unit.',
    'selector-invalid: The selector "+" cannot be read: "+" names nothing. Examples: my_model, +my_model, tag:daily, path:models/gold, a,b.',
  ])
  expect(errorsOf('source:a.b.c.d', 'config:x', 'constructor:x')).toEqual([
    'selector-invalid: The selector "source:a.b.c.d" cannot be read: a source has at most three parts. Write source:name, source:name.table or source:package.name.table.',
    'selector-invalid: The selector "config:x" cannot be read: the config key is missing. Write the key before the colon: config.materialized:incremental.',
    'selector-unknown-method: The selector "constructor:x" uses the method "constructor", which gild does not have. Methods: fqn, tag, path, file, source, package, resource_type, test_name, unit_test, exposure, test_type, config.',
  ])
})

test('selecting in 10,000 nodes takes little time', () => {
  const lines = Array.from({ length: 5_000 }, (_, i) => [
    `m${i}${i === 0 ? '' : ` <- m${(i - 1) >> 1}`} # folder=f${i % 50} tags=t${i % 7}`,
    `test:t${i} <- m${i} # generic=unique`,
  ])
  const big = buildGraph(smallManifest(lines.flat().join('\n')))
  const milliseconds = cpuTime(() => {
    const { ids } = select(big, { select: ['+m4999+', 'tag:t3,path:models/f1*', '@m2000'], exclude: ['m*9'] })
    expect(ids.length).toBeGreaterThan(100)
  })
  expect(milliseconds).toBeLessThan(1_000)
})
