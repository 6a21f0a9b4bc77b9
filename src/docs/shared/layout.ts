import { type GraphShape, neighboursOf } from './graph-shape.ts'
import { placeInOrder } from './place-rows.ts'
import { ranksOf } from './ranks.ts'

export interface Layout {
  /** Left and top of each node's box. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  /** By the place of the edge in the shape: the heights at which a long edge passes the columns between its ends. */
  readonly bends: Readonly<Record<number, readonly number[]>>
  readonly width: number
  readonly height: number
}

export const boxWidth = 232
export const boxHeight = 40
const columnWidth = boxWidth + 72
const rowHeight = boxHeight + 14
/** An edge between two boxes needs less room than a box. */
const sweeps = 14
/** More edges than these are drawn straight: who draws so many cannot follow one anyway. */
const mostBends = 40_000

/**
 * Places the nodes in columns from left to right: what reads stands right of what it reads. Within a column nodes are
 * ordered by the mean place of their neighbours. Nodes without edges are set below. Takes about as long as it has
 * nodes, edges and columns that the edges cross.
 */
export function layoutGraph(shape: GraphShape): Layout {
  const { up, down } = neighboursOf(shape)
  const linked = up.map((parents, node) => parents.length + (down[node]?.length ?? 0) > 0)
  const rank = ranksOf(shape)
  const grid = withBends(shape, rank)
  const columns = columnsOf(grid, [...linked, ...grid.rank.slice(shape.nodes).map(() => true)])
  orderColumns(columns, grid)
  const y = placeRows(columns, grid)
  return assemble({ shape, grid, linked, y })
}

interface Grid {
  /** Of the nodes, then of the bends. */
  readonly rank: readonly number[]
  readonly up: readonly (readonly number[])[]
  readonly down: readonly (readonly number[])[]
  /** By the place of the edge: the bends that it passes, from left to right. */
  readonly bends: ReadonlyMap<number, readonly number[]>
}

function withBends({ nodes, edges }: GraphShape, rankOfNodes: readonly number[]): Grid {
  const rank = [...rankOfNodes]
  const bends = new Map<number, readonly number[]>()
  const links: (readonly [number, number])[] = []
  edges.forEach(([from, to], index) => {
    const first = (rankOfNodes[from] ?? 0) + 1
    const passed: number[] = []
    for (let column = first; column < (rankOfNodes[to] ?? 0) && rank.length < nodes + mostBends; column++) {
      passed.push(rank.length)
      rank.push(column)
    }
    if (passed.length > 0) bends.set(index, passed)
    const stops = [from, ...passed, to]
    for (let i = 1; i < stops.length; i++) links.push([stops[i - 1] ?? 0, stops[i] ?? 0])
  })
  return { rank, bends, ...neighboursOf({ nodes: rank.length, edges: links }) }
}

function columnsOf({ rank }: Grid, placed: readonly boolean[]): number[][] {
  const columns: number[][] = []
  rank.forEach((column, item) => {
    while (columns.length <= column) columns.push([])
    if (placed[item]) columns[column]?.push(item)
  })
  return columns
}

// Barycentre sweeps, to the right and back: each column is sorted by the mean place of its neighbours in the last one.
function orderColumns(columns: number[][], { rank, up, down }: Grid): void {
  const place = new Float64Array(rank.length)
  const note = (column: readonly number[]) => {
    column.forEach((item, index) => {
      place[item] = column.length === 1 ? 0.5 : index / (column.length - 1)
    })
  }
  columns.forEach(note)
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const neighbours = sweep % 2 === 0 ? up : down
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const wish = new Map(column.map(item => [item, meanOf(neighbours[item], place) ?? place[item] ?? 0]))
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))
      note(column)
    }
  }
}

function placeRows(columns: readonly (readonly number[])[], { rank, up, down }: Grid): Float64Array {
  const y = new Float64Array(rank.length)
  const tallest = Math.max(0, ...columns.map(column => column.length))
  for (const column of columns)
    column.forEach((item, index) => {
      y[item] = (index + (tallest - column.length) / 2) * rowHeight
    })
  for (let pass = 0; pass < 8; pass++) {
    const neighbours = pass % 2 === 0 ? up : down
    for (const column of pass % 2 === 0 ? columns : [...columns].reverse()) {
      const wanted = column.map(item => meanOf(neighbours[item], y) ?? y[item] ?? 0)
      placeInOrder(wanted, rowHeight).forEach((height, index) => {
        y[column[index] ?? 0] = height
      })
    }
  }
  return y
}

function meanOf(items: readonly number[] | undefined, of: Float64Array): number | undefined {
  if (items === undefined || items.length === 0) return undefined
  let sum = 0
  for (const item of items) sum += of[item] ?? 0
  return sum / items.length
}

interface Placed {
  readonly shape: GraphShape
  readonly grid: Grid
  readonly linked: readonly boolean[]
  readonly y: Float64Array
}

function assemble({ shape, grid, linked, y: rows }: Placed): Layout {
  const isPlaced = (item: number) => item >= shape.nodes || linked[item] === true
  const used = grid.rank.flatMap((_, item) => (isPlaced(item) ? [rows[item] ?? 0] : []))
  const top = used.reduce((least, height) => Math.min(least, height), used.length === 0 ? 0 : Infinity)
  const bottom = used.reduce((most, height) => Math.max(most, height - top + rowHeight), 0)
  const x = grid.rank.slice(0, shape.nodes).map(column => column * columnWidth)
  const y = x.map((_, node) => Math.round((rows[node] ?? 0) - top))
  const lone = linked.flatMap((isLinked, node) => (isLinked ? [] : [node]))
  const columns = Math.max(1, ...grid.rank.map(column => column + 1), Math.ceil(Math.sqrt(lone.length / 3)))
  lone.forEach((node, index) => {
    x[node] = (index % columns) * columnWidth
    y[node] = Math.round(bottom + (bottom > 0 ? rowHeight / 2 : 0) + Math.floor(index / columns) * rowHeight)
  })
  const bends: Record<number, readonly number[]> = {}
  for (const [edge, passed] of grid.bends)
    bends[edge] = passed.map(item => Math.round((rows[item] ?? 0) - top + boxHeight / 2))
  return { x, y, bends, width: largest(x) + boxWidth, height: largest(y) + boxHeight }
}

function largest(list: readonly number[]): number {
  return list.reduce((most, value) => Math.max(most, value), 0)
}

/** The line of an edge, as the `d` of an SVG path: from the right side of one box to the left of another. */
export function edgePath(
  { x, y, bends }: Layout,
  index: number,
  [from, to]: readonly [number, number],
): string {
  const startX = (x[from] ?? 0) + boxWidth
  const middle = boxHeight / 2
  let last = { x: startX, y: (y[from] ?? 0) + middle }
  let path = `M${last.x} ${last.y}`
  const to1 = (next: { x: number; y: number }) => {
    const half = (last.x + next.x) / 2
    path += `C${half} ${last.y} ${half} ${next.y} ${next.x} ${next.y}`
    last = next
  }
  ;(bends[index] ?? []).forEach((height, passed) => {
    const left = (x[from] ?? 0) + (passed + 1) * columnWidth
    to1({ x: left, y: height })
    path += `H${left + boxWidth}`
    last = { x: left + boxWidth, y: height }
  })
  to1({ x: x[to] ?? 0, y: (y[to] ?? 0) + middle })
  return path
}
