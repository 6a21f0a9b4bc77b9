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
const sweeps = 14

/**
 * Places the nodes in columns from left to right: what reads stands right of what it reads. Within a column nodes are
 * ordered by the mean place of their neighbours. A graph whose columns would be far taller than it is wide has columns
 * of several boxes abreast, and edges that go straight. Nodes without edges are set below. `ranks` says which column a
 * node belongs to; without, it follows from the edges.
 */
export function layoutGraph(shape: GraphShape, ranks: readonly number[] = ranksOf(shape)): Layout {
  const { up, down } = neighboursOf(shape)
  const linked = up.map((parents, node) => parents.length + (down[node]?.length ?? 0) > 0)
  const rows = Math.max(14, Math.ceil(1.9 * Math.sqrt(shape.nodes)))
  const grid = withBends(shape, ranks, rows * (Math.max(0, ...ranks) + 1))
  const columns = columnsOf(grid, [...linked, ...grid.rank.slice(shape.nodes).map(() => true)])
  if (grid.isFull || columns.some(column => column.length > 1.5 * rows)) {
    const plain = withBends(shape, ranks, 0)
    const wide = columnsOf(plain, linked)
    orderColumns(wide, plain)
    return assemble({
      shape,
      grid: { ...plain, bends: new Map() },
      linked,
      ...placeAbreast(wide, plain, rows),
    })
  }
  orderColumns(columns, grid)
  const x = grid.rank.map(column => column * columnWidth)
  return assemble({ shape, grid, linked, x, y: placeRows(columns, grid) })
}

interface Grid {
  /** Of the nodes, then of the bends. */
  readonly rank: readonly number[]
  readonly up: readonly (readonly number[])[]
  readonly down: readonly (readonly number[])[]
  /** By the place of the edge: the bends that it passes, from left to right. */
  readonly bends: ReadonlyMap<number, readonly number[]>
  /** Whether there were more bends than it may have. */
  readonly isFull: boolean
}

function withBends({ nodes, edges }: GraphShape, rankOfNodes: readonly number[], most: number): Grid {
  const rank = [...rankOfNodes]
  const bends = new Map<number, readonly number[]>()
  const links: (readonly [number, number])[] = []
  edges.forEach(([from, to], index) => {
    const first = (rankOfNodes[from] ?? 0) + 1
    const passed: number[] = []
    for (let column = first; column < (rankOfNodes[to] ?? 0) && rank.length < nodes + most; column++) {
      passed.push(rank.length)
      rank.push(column)
    }
    if (passed.length > 0) bends.set(index, passed)
    const stops = [from, ...passed, to]
    for (let i = 1; i < stops.length; i++) links.push([stops[i - 1] ?? 0, stops[i] ?? 0])
  })
  const isFull = rank.length >= nodes + most
  return { rank, bends, isFull, ...neighboursOf({ nodes: rank.length, edges: links }) }
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

// Each column as a block of several boxes abreast, in rows: the order from top to bottom stays.
function placeAbreast(columns: readonly (readonly number[])[], { rank }: Grid, rows: number) {
  const x = new Array<number>(rank.length).fill(0)
  const y = new Float64Array(rank.length)
  let left = 0
  for (const column of columns) {
    const abreast = Math.max(1, Math.ceil(column.length / rows))
    const top = (rows - Math.ceil(column.length / abreast)) / 2
    column.forEach((item, index) => {
      x[item] = left + (index % abreast) * (boxWidth + 16)
      y[item] = (top + Math.floor(index / abreast)) * rowHeight
    })
    left += (abreast - 1) * (boxWidth + 16) + columnWidth
  }
  return { x, y }
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
  readonly x: readonly number[]
  readonly y: Float64Array
}

function assemble({ shape, grid, linked, x: lefts, y: rows }: Placed): Layout {
  const isPlaced = (item: number) => item >= shape.nodes || linked[item] === true
  const used = grid.rank.flatMap((_, item) => (isPlaced(item) ? [rows[item] ?? 0] : []))
  const top = used.reduce((least, height) => Math.min(least, height), used.length === 0 ? 0 : Infinity)
  const bottom = used.reduce((most, height) => Math.max(most, height - top + rowHeight), 0)
  const x = lefts.slice(0, shape.nodes)
  const y = x.map((_, node) => Math.round((rows[node] ?? 0) - top))
  const lone = linked.flatMap((isLinked, node) => (isLinked ? [] : [node]))
  const columns = Math.max(1, Math.round(largest(x) / columnWidth) + 1, Math.ceil(Math.sqrt(lone.length / 3)))
  lone.forEach((node, index) => {
    x[node] = (index % columns) * columnWidth
    y[node] = Math.round(bottom + (bottom > 0 ? rowHeight / 2 : 0) + Math.floor(index / columns) * rowHeight)
  })
  const bends: Record<number, readonly number[]> = {}
  for (const [edge, passed] of grid.bends)
    bends[edge] = passed.map(item => Math.round((rows[item] ?? 0) - top + boxHeight / 2))
  const height = Math.max(largest(y) + boxHeight, bottom - rowHeight + boxHeight)
  return { x, y, bends, width: largest(x) + boxWidth, height }
}

function largest(list: readonly number[]): number {
  return list.reduce((most, value) => Math.max(most, value), 0)
}

/**
 * The line of an edge, as the `d` of an SVG path: from the right side of one box to the left of another; back to the
 * right side of a box that does not stand to the right of the first.
 */
export function edgePath(
  { x, y, bends }: Layout,
  index: number,
  [from, to]: readonly [number, number],
): string {
  const left = x[from] ?? 0
  const start = { x: left + boxWidth, y: (y[from] ?? 0) + boxHeight / 2 }
  const end = { x: x[to] ?? 0, y: (y[to] ?? 0) + boxHeight / 2 }
  let path = `M${start.x} ${start.y}`
  if (end.x <= left) {
    const side = end.x + boxWidth
    return `${path}C${start.x + 60} ${start.y} ${side + 60} ${end.y} ${side} ${end.y}`
  }
  let last = start
  const passed = (bends[index] ?? []).map((height, column) => ({
    x: left + (column + 1) * columnWidth,
    y: height,
  }))
  for (const bend of passed) {
    path += `${curve(last, bend)}H${bend.x + boxWidth}`
    last = { x: bend.x + boxWidth, y: bend.y }
  }
  return path + curve(last, end)
}

function curve(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): string {
  const half = (from.x + to.x) / 2
  return `C${half} ${from.y} ${half} ${to.y} ${to.x} ${to.y}`
}
