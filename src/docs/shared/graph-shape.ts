/** Nodes are numbers from 0; an edge goes from what is read to what reads it. */
export interface GraphShape {
  readonly nodes: number
  readonly edges: readonly Edge[]
}

export type Edge = readonly [from: number, to: number]

/** The nodes that each node reads (`up`) and is read by (`down`). */
export interface Neighbours {
  readonly up: readonly (readonly number[])[]
  readonly down: readonly (readonly number[])[]
}

export function neighboursOf({ nodes, edges }: GraphShape): Neighbours {
  const up = lists(nodes)
  const down = lists(nodes)
  for (const [from, to] of edges) {
    down[from]?.push(to)
    up[to]?.push(from)
  }
  return { up, down }
}

export interface Depth {
  /** How many steps towards the sources. */
  readonly up: number
  readonly down: number
}

/** The start and all that lies within so many steps up or down of it, ascending. */
export function within(neighbours: Neighbours, start: number, depth: Depth): readonly number[] {
  const found = new Set([start])
  for (const direction of ['up', 'down'] as const)
    for (const node of walk(neighbours[direction], start, depth[direction])) found.add(node)
  return [...found].sort((a, b) => a - b)
}

function walk(next: readonly (readonly number[])[], start: number, depth: number): ReadonlySet<number> {
  const seen = new Set([start])
  let front: readonly number[] = [start]
  for (let step = 0; step < depth && front.length > 0; step++) {
    const beyond: number[] = []
    for (const node of front)
      for (const other of next[node] ?? [])
        if (!seen.has(other)) {
          seen.add(other)
          beyond.push(other)
        }
    front = beyond
  }
  return seen
}

/** The graph of some nodes, numbered anew in the given order. */
export function subgraph({ edges }: GraphShape, chosen: readonly number[]): GraphShape {
  const place = new Map(chosen.map((node, index) => [node, index]))
  const kept: Edge[] = []
  for (const [from, to] of edges) {
    const a = place.get(from)
    const b = place.get(to)
    if (a !== undefined && b !== undefined) kept.push([a, b])
  }
  return { nodes: chosen.length, edges: kept }
}

/** Joins nodes of equal label into one, edges between two groups into one, and drops those inside a group. */
export function grouped({ edges }: GraphShape, groupOf: readonly number[], groups: number): GraphShape {
  const pairs = new Map<number, Edge>()
  for (const [from, to] of edges) {
    const a = groupOf[from] ?? 0
    const b = groupOf[to] ?? 0
    if (a !== b) pairs.set(a * groups + b, [a, b])
  }
  return { nodes: groups, edges: [...pairs.values()] }
}

function lists(count: number): number[][] {
  return Array.from({ length: count }, () => [])
}
