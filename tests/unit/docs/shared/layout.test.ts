import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edge } from '../../../../src/docs/shared/graph-shape.ts'
import { boxHeight, boxWidth, edgePath, layoutGraph } from '../../../../src/docs/shared/layout.ts'

test('a chain stands in one row, each to the right of what it reads', () => {
  const { x, y } = layoutGraph({
    nodes: 3,
    edges: [
      [0, 1],
      [1, 2],
    ],
  })
  expect(x).toEqual([...x].sort((a, b) => a - b))
  expect(new Set(x).size).toBe(3)
  expect(new Set(y).size).toBe(1)
})

test('an edge over a column passes it at a height of its own', () => {
  const { bends, y } = layoutGraph({
    nodes: 3,
    edges: [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
  })
  expect(Object.keys(bends)).toEqual(['2'])
  expect(bends[2]).toHaveLength(1)
  const height = bends[2]?.[0] ?? Number.NaN
  expect(Math.abs(height - ((y[1] ?? 0) + boxHeight / 2))).toBeGreaterThanOrEqual(boxHeight)
})

test('two chains that could cross do not', () => {
  const { y } = layoutGraph({
    nodes: 4,
    edges: [
      [0, 3],
      [1, 2],
    ],
  })
  expect(Math.sign((y[0] ?? 0) - (y[1] ?? 0))).toBe(Math.sign((y[3] ?? 0) - (y[2] ?? 0)))
})

test('nodes without edges stand below the others', () => {
  const { y } = layoutGraph({ nodes: 4, edges: [[0, 1]] })
  expect(Math.min(y[2] ?? 0, y[3] ?? 0)).toBeGreaterThan(Math.max(y[0] ?? 0, y[1] ?? 0))
})

test('an empty graph has no size worth drawing and fails nobody', () => {
  expect(layoutGraph({ nodes: 0, edges: [] })).toMatchObject({ x: [], y: [], height: boxHeight })
})

test('a reader of a hundred tables gets them abreast and not in one tower', () => {
  const edges = Array.from({ length: 400 }, (_, n): Edge => [n, 400])
  const { width, height } = layoutGraph({ nodes: 401, edges })
  expect(height / width).toBeLessThan(2)
})

test('an edge back to a box on the left ends at its right side', () => {
  const layout = { x: [300, 0], y: [0, 100], bends: {}, width: 600, height: 200 }
  expect(edgePath(layout, 0, [0, 1])).toMatch(new RegExp(` ${boxWidth} ${100 + boxHeight / 2}$`))
})

const graphs = fc.integer({ min: 1, max: 40 }).chain(nodes =>
  fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 80 }),
  }),
)

test('no two boxes overlap, whatever the graph, and all lie within its size', () => {
  fc.assert(
    fc.property(graphs, shape => {
      const { x, y, width, height } = layoutGraph(shape)
      const boxes = x.map((left, node) => ({ left, top: y[node] ?? 0 }))
      for (const [index, a] of boxes.entries()) {
        expect(a.left >= 0 && a.left + boxWidth <= width && a.top >= 0 && a.top + boxHeight <= height).toBe(
          true,
        )
        for (const b of boxes.slice(index + 1))
          expect(Math.abs(a.left - b.left) >= boxWidth || Math.abs(a.top - b.top) >= boxHeight).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('without circles every edge leads to the right', () => {
  fc.assert(
    fc.property(graphs, ({ nodes, edges }) => {
      const forward = edges.filter(([from, to]) => from < to)
      const { x } = layoutGraph({ nodes, edges: forward })
      for (const [from, to] of forward) expect(x[from]).toBeLessThan(x[to] ?? 0)
    }),
    { numRuns: 100 },
  )
})
