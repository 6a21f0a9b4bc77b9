import { expect, test } from 'vitest'
import { buildGraph } from '../../../../src/core/graph/dag.ts'
import { ancestors, descendants } from '../../../../src/core/graph/walk.ts'
import type { Manifest } from '../../../../src/core/parse/manifest.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import { cpuTime } from '../../../support/cpu-time.ts'
import { idOf, smallManifest } from '../../../support/small-manifest.ts'

function cyclesOf(project: string | Manifest): readonly GildError[] {
  try {
    buildGraph(typeof project === 'string' ? smallManifest(project) : project)
  } catch (error) {
    if (error instanceof AggregateError) return error.errors.filter(one => one instanceof GildError)
  }
  return []
}

test('parents come before children, whatever the order of the files', () => {
  const { order } = buildGraph(smallManifest('c <- b\nb <- a, source:x.y\na\nsource:x.y\ntest:t <- c'))
  expect(order).toEqual(['source:x.y', 'a', 'b', 'c', 'test:t'].map(idOf))
})

test('ancestors and descendants stop at a depth and do not include where they start', () => {
  const graph = buildGraph(smallManifest('a\nb <- a\nc <- b, a\nd <- c'))
  expect([...ancestors(graph, [idOf('d')])]).toEqual(['c', 'b', 'a'].map(idOf))
  expect([...ancestors(graph, [idOf('d')], 1)]).toEqual([idOf('c')])
  expect([...descendants(graph, [idOf('a')], 1)]).toEqual(['b', 'c'].map(idOf))
  expect([...descendants(graph, [idOf('d')])]).toEqual([])
})

test('a cycle is printed with its whole path and the files on it', () => {
  const [error, ...others] = cyclesOf(
    'start\na <- start, c # folder=gold\nb <- a\nc <- b\nend <- c\ntest:t <- b',
  )
  expect(others).toEqual([])
  expect(error?.code).toBe('graph-cycle')
  expect(error?.message).toBe(
    '3 nodes depend on each other in a circle: "a" (models/gold/a.sql) reads "c" (models/c.sql) reads ' +
      '"b" (models/b.sql) reads "a" (models/gold/a.sql).',
  )
  expect(error?.at).toEqual({ file: 'models/gold/a.sql' })
})

test('a model that reads itself is a cycle of one', () => {
  expect(cyclesOf('a <- a').map(error => error.message)).toEqual(['"a" (models/a.sql) depends on itself.'])
})

test('each group of nodes in a circle is reported once, by a shortest cycle', () => {
  const messages = cyclesOf(`
a <- b, d
b <- a
c <- b
d <- c
between <- a
x <- y, between
y <- x
`).map(error => error.params)
  expect(messages).toEqual([
    {
      path: [
        { name: 'a', file: 'models/a.sql' },
        { name: 'b', file: 'models/b.sql' },
      ],
    },
    {
      path: [
        { name: 'x', file: 'models/x.sql' },
        { name: 'y', file: 'models/y.sql' },
      ],
    },
  ])
})

test('a chain of 10,000 nodes, and one cycle through all of them, take no recursion and little time', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 'm0' : `m${i} <- m${i - 1}`))
  const straight = smallManifest(chain.join('\n'))
  const behind = Array.from({ length: 2_000 }, (_, i) => `late${i} <- m5`)
  const round = smallManifest(['m0 <- m9999', ...chain.slice(1), ...behind].join('\n'))
  const milliseconds = cpuTime(() => {
    expect(ancestors(buildGraph(straight), [idOf('m9999')]).size).toBe(9_999)
    expect(cyclesOf(round)[0]?.params).toMatchObject({ path: { length: 10_000 } })
  })
  expect(milliseconds).toBeLessThan(1_500)
})
