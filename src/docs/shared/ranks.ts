import { type Edge, type GraphShape, neighboursOf } from './graph-shape.ts'

/**
 * The column of each node: one more than the largest of what it reads. A node that reads nothing moves next to its first
 * reader. Edges that would close a circle are left out.
 */
export function ranksOf(shape: GraphShape): readonly number[] {
  const forward = { nodes: shape.nodes, edges: withoutCircles(shape) }
  const { up, down } = neighboursOf(forward)
  const rank = new Array<number>(shape.nodes).fill(0)
  for (const node of inOrder(forward))
    for (const reader of down[node] ?? []) rank[reader] = Math.max(at(rank, reader), at(rank, node) + 1)
  return rank.map((own, node) => {
    const readers = down[node] ?? []
    if ((up[node] ?? []).length > 0 || readers.length === 0) return own
    return readers.reduce((nearest, reader) => Math.min(nearest, at(rank, reader)), Infinity) - 1
  })
}

// Parents before children.
function inOrder({ nodes, edges }: GraphShape): readonly number[] {
  const { up, down } = neighboursOf({ nodes, edges })
  const waiting = up.map(parents => parents.length)
  const order = waiting.flatMap((count, node) => (count === 0 ? [node] : []))
  for (let next = 0; next < order.length; next++)
    for (const reader of down[order[next] ?? 0] ?? []) {
      const left = at(waiting, reader) - 1
      waiting[reader] = left
      if (left === 0) order.push(reader)
    }
  return order
}

// Groups of models may read each other though models never do: an edge back to a node that is still open goes.
function withoutCircles(shape: GraphShape): readonly Edge[] {
  const { down } = neighboursOf(shape)
  const state = new Uint8Array(shape.nodes)
  const kept: Edge[] = []
  for (let root = 0; root < shape.nodes; root++) {
    if (state[root] !== 0) continue
    const stack = [{ node: root, next: 0 }]
    state[root] = 1
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const reader = down[top.node]?.[top.next++]
      if (reader === undefined) {
        state[top.node] = 2
        stack.pop()
        continue
      }
      if (state[reader] !== 1) kept.push([top.node, reader])
      if (state[reader] === 0) {
        state[reader] = 1
        stack.push({ node: reader, next: 0 })
      }
    }
  }
  return kept
}

function at(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0
}
