import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildGraph, type Graph } from '../../src/core/graph/dag.ts'
import { select } from '../../src/core/graph/select.ts'
import { ancestors, descendants } from '../../src/core/graph/walk.ts'
import type { NodeId } from '../../src/core/parse/manifest.ts'
import { idOf, smallManifest } from '../support/small-manifest.ts'

const size = 12

// A random project: model m<i> reads earlier models, some have a tag, each test reads one or two models.
const graphs = fc
  .record({
    edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 24 }),
    tagged: fc.array(fc.nat(size - 1)),
    tests: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 8 }),
  })
  .map(({ edges, tagged, tests }) => {
    const models = Array.from({ length: size }, (_, i) => {
      const reads = new Set(edges.filter(([to, from]) => to === i && from < i).map(([, from]) => `m${from}`))
      return `m${i}${reads.size > 0 ? ` <- ${[...reads].join(', ')}` : ''} # ${tagged.includes(i) ? 'tags=t' : ''}`
    })
    const lines = tests.map(([a, b], i) => `test:t${i} <- ${[...new Set([`m${a}`, `m${b}`])].join(', ')}`)
    return buildGraph(smallManifest([...models, ...lines].join('\n')))
  })

const words = fc
  .record({
    before: fc.constantFrom('', '+', '1+', '2+', '@'),
    name: fc.constantFrom(
      'm0',
      'm3',
      'm5',
      'm8',
      'm11',
      'tag:t',
      'm*',
      'resource_type:test',
      'test_type:singular',
    ),
    after: fc.constantFrom('', '+', '+1'),
  })
  .map(({ before, name, after }) => `${before}${name}${before === '@' ? '' : after}`)

function selected(graph: Graph, wanted: string, unwanted?: string): ReadonlySet<NodeId> {
  return new Set(select(graph, { select: [wanted], exclude: unwanted === undefined ? [] : [unwanted] }).ids)
}

function check(holds: (graph: Graph, a: string, b: string) => void): void {
  fc.assert(fc.property(graphs, words, words, holds), { numRuns: 150 })
}

test('a union holds what either side selects', () => {
  check((graph, a, b) => {
    const either = new Set([...selected(graph, a), ...selected(graph, b)])
    expect(selected(graph, `${a} ${b}`)).toEqual(new Set(graph.order.filter(id => either.has(id))))
  })
})

test('an intersection holds what both sides select', () => {
  check((graph, a, b) => {
    const other = selected(graph, b)
    expect([...selected(graph, `${a},${b}`)]).toEqual([...selected(graph, a)].filter(id => other.has(id)))
  })
})

test('an exclusion removes exactly what its selector selects', () => {
  check((graph, a, b) => {
    const other = selected(graph, b)
    expect([...selected(graph, a, b)]).toEqual([...selected(graph, a)].filter(id => !other.has(id)))
  })
})

test('operands of unions and intersections may be swapped and repeated', () => {
  check((graph, a, b) => {
    expect(selected(graph, `${a} ${b}`)).toEqual(selected(graph, `${b} ${a} ${a}`))
    expect(selected(graph, `${a},${b}`)).toEqual(selected(graph, `${b},${a},${b}`))
  })
})

test('a selection is in graph order and complete under its plus signs', () => {
  check((graph, a) => {
    const name = a.replace(/^(\d*\+|@)|\+\d*$/g, '')
    const all = selected(graph, `+${name}+`)
    const core = graph.order.filter(
      id => selected(graph, name).has(id) && graph.manifest.nodes.get(id)?.kind === 'model',
    )
    for (const id of [...ancestors(graph, core), ...descendants(graph, core)]) expect(all.has(id)).toBe(true)
    const positions = [...all].map(id => graph.order.indexOf(id))
    expect(positions).toEqual([...positions].sort((x, y) => x - y))
  })
})

test('each test of a selected model is selected', () => {
  check((graph, a) => {
    const all = selected(graph, a)
    for (const id of all) {
      for (const child of graph.children.get(id) ?? []) {
        if (graph.manifest.nodes.get(child)?.kind === 'test') expect(all.has(child)).toBe(true)
      }
    }
  })
})

test('n+ takes exactly the ancestors at a distance of at most n', () => {
  fc.assert(
    fc.property(graphs, fc.nat(4), fc.nat(size - 1), (graph, depth, i) => {
      const reached = new Set<NodeId>([idOf(`m${i}`)])
      for (let step = 0; step < depth; step++) {
        for (const id of [...reached]) for (const parent of graph.parents.get(id) ?? []) reached.add(parent)
      }
      const models = [...selected(graph, `${depth}+m${i}`)].filter(id => id.startsWith('model.'))
      expect(new Set(models)).toEqual(reached)
    }),
  )
})
