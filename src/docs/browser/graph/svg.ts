import type { GraphShape } from '../../shared/graph-shape.ts'
import { escapeHtml } from '../../shared/highlight.ts'
import { boxHeight, boxWidth, edgePath, type Layout } from '../../shared/layout.ts'
import type { Layer } from '../../shared/site-data.ts'

/** A box of the graph. */
export interface Box {
  readonly title: string
  readonly under: string
  readonly kind: string
  readonly layer: Layer
  readonly status: string | undefined
  readonly href: string
}

export interface Drawing {
  readonly shape: GraphShape
  readonly layout: Layout
  readonly boxes: readonly Box[]
  /** The box that the graph is about. */
  readonly focus: number | undefined
  readonly label: string
}

/** The whole graph as SVG text. The boxes are links, in the order of the columns. */
export function graphSvg({ shape, layout, boxes, focus, label }: Drawing): string {
  const isLarge = boxes.length > 300
  const arrow = isLarge ? '' : ' marker-end="url(#arrow)"'
  const edges = shape.edges.map(
    (edge, index) =>
      `<path class="edge" data-from="${edge[0]}" data-to="${edge[1]}" d="${edgePath(layout, index, edge)}"${arrow}/>`,
  )
  const order = boxes
    .map((_, index) => index)
    .sort((a, b) => at(layout.x, a) - at(layout.x, b) || at(layout.y, a) - at(layout.y, b))
  const drawn = order.map(index => boxSvg(boxes[index], { index, layout, isFocus: index === focus, isLarge }))
  return `<svg role="group" aria-label="${escapeHtml(label)}"><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker><clipPath id="inside"><rect width="${boxWidth - 8}" height="${boxHeight}"/></clipPath></defs><g class="view"><g>${edges.join('')}</g><g>${drawn.join('')}</g></g></svg>`
}

interface Place {
  readonly index: number
  readonly layout: Layout
  readonly isFocus: boolean
  readonly isLarge: boolean
}

function boxSvg(box: Box | undefined, { index, layout, isFocus, isLarge }: Place): string {
  if (box === undefined) return ''
  const { title, under, kind, layer, status, href } = box
  const name = [title, under, status].filter(part => part).join(', ')
  const mark = markOf(status)
  return `<a class="box kind-${kind} layer-${layer}${isFocus ? ' focus' : ''}" data-box="${index}" href="${escapeHtml(href)}" transform="translate(${at(layout.x, index)} ${at(layout.y, index)})" aria-label="${escapeHtml(name)}"${isFocus ? ' aria-current="true"' : ''}><rect width="${boxWidth}" height="${boxHeight}" rx="7"/><rect class="stripe" x="0" y="7" width="4" height="${boxHeight - 14}" rx="2"/><g${isLarge ? '' : ' clip-path="url(#inside)"'}><text x="14" y="17">${escapeHtml(shortened(title, 27))}</text><text class="under" x="14" y="31">${escapeHtml(shortened(under, 38))}</text></g>${mark === '' ? '' : `<circle class="${mark}" cx="${boxWidth - 13}" cy="13" r="5"/>`}<title>${escapeHtml(name)}</title></a>`
}

function markOf(status: string | undefined): string {
  if (status === 'error' || status === 'fail') return 'bad'
  return status === 'warn' || status === 'skipped' ? 'warned' : ''
}

// Names of one project begin alike and differ at the end: the middle goes.
function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  const head = Math.ceil((length - 1) / 2)
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`
}

function at(list: readonly number[], index: number): number {
  return list[index] ?? 0
}
