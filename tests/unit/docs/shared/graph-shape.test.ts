import { expect, test } from 'vitest'
import { grouped, neighboursOf, subgraph, within } from '../../../../src/docs/shared/graph-shape.ts'

// 0 -> 1 -> 2 -> 3, 4 -> 2
const shape = {
  nodes: 5,
  edges: [
    [0, 1],
    [1, 2],
    [2, 3],
    [4, 2],
  ],
} as const

test.each([
  [{ up: 0, down: 0 }, [2]],
  [{ up: 1, down: 0 }, [1, 2, 4]],
  [{ up: 2, down: 0 }, [0, 1, 2, 4]],
  [{ up: 0, down: 9 }, [2, 3]],
  [{ up: 1, down: 1 }, [1, 2, 3, 4]],
])('within %j of a node lie %j', (depth, nodes) => {
  expect(within(neighboursOf(shape), 2, depth)).toEqual(nodes)
})

test('siblings are not neighbours: up and down are walked apart', () => {
  expect(within(neighboursOf(shape), 1, { up: 1, down: 1 })).toEqual([0, 1, 2])
})

test('a part of a graph keeps the edges between its nodes, numbered anew', () => {
  expect(subgraph(shape, [1, 2, 4])).toEqual({
    nodes: 3,
    edges: [
      [0, 1],
      [2, 1],
    ],
  })
})

test('groups have one edge for many, and none to themselves', () => {
  expect(grouped(shape, [0, 0, 1, 1, 0], 2)).toEqual({ nodes: 2, edges: [[0, 1]] })
})
