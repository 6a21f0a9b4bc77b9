import { boxHeight, boxWidth } from '../../shared/layout.ts'
import { closest, element } from '../dom.ts'
import { type Camera, openCamera } from './camera.ts'
import { listenToPointers } from './pan-zoom.ts'
import { type Drawing, graphSvg } from './svg.ts'

/** Draws a graph into a host, with pan, zoom, arrow keys between boxes, and a light on what a box is linked to. */
export function mountGraph(host: HTMLElement, drawing: Drawing): void {
  const frame = element('<div class="graph"></div>')
  frame.innerHTML = graphSvg(drawing)
  host.replaceChildren(frame)
  const svg = frame.querySelector('svg')
  const view = svg?.querySelector<SVGGElement>('.view')
  if (svg === null || view === null || view === undefined) return
  const camera = openCamera(svg, view, drawing.layout)
  const wasDragged = listenToPointers(svg, camera)
  frame.append(controls(camera))
  camera.fit()
  if (drawing.focus !== undefined) camera.show(boxOf(drawing, drawing.focus))
  svg.addEventListener('keydown', event => onKey(event, { drawing, svg, camera }))
  svg.addEventListener('focusin', event => light(svg, boxIndex(event)))
  svg.addEventListener('focusout', () => light(svg, undefined))
  // Dragging must not follow the link under the pointer.
  svg.addEventListener('click', event => {
    if (wasDragged()) event.preventDefault()
  })
  svg.addEventListener('dragstart', event => event.preventDefault())
}

function controls(camera: Camera): HTMLElement {
  const bar = element(`<div class="graph-controls">
    <button type="button" data-zoom="1.3" aria-label="Zoom in">+</button>
    <button type="button" data-zoom="0.77" aria-label="Zoom out">−</button>
    <button type="button" data-fit aria-label="Show the whole graph">Fit</button></div>`)
  bar.addEventListener('click', event => {
    const button = closest(event, 'button')
    if (button?.dataset.zoom !== undefined) camera.zoom(Number(button.dataset.zoom))
    else if (button !== undefined) camera.fit()
  })
  return bar
}

function boxOf({ layout }: Drawing, index: number) {
  return { x: layout.x[index] ?? 0, y: layout.y[index] ?? 0, width: boxWidth, height: boxHeight }
}

function boxIndex(event: Event): number | undefined {
  const box = event.target instanceof Element ? event.target.closest('[data-box]') : null
  return box === null ? undefined : Number(box.getAttribute('data-box'))
}

// By class and only on focus: a graph of thousands of boxes that changed at each move of the pointer would stutter.
function light(svg: SVGSVGElement, index: number | undefined): void {
  for (const lit of svg.querySelectorAll('.on')) lit.classList.remove('on')
  const isLit = index !== undefined && svg.querySelector(`[data-box="${index}"]:focus-visible`) !== null
  svg.classList.toggle('chosen', isLit)
  if (!isLit) return
  const linked = new Set([String(index)])
  for (const edge of svg.querySelectorAll(`.edge[data-from="${index}"], .edge[data-to="${index}"]`)) {
    edge.classList.add('on')
    linked.add(edge.getAttribute('data-from') ?? '').add(edge.getAttribute('data-to') ?? '')
  }
  for (const box of linked) svg.querySelector(`[data-box="${box}"]`)?.classList.add('on')
}

interface Keyed {
  readonly drawing: Drawing
  readonly svg: SVGSVGElement
  readonly camera: Camera
}

function onKey(event: KeyboardEvent, { drawing, svg, camera }: Keyed): void {
  const index = boxIndex(event)
  if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  const next = neighbourOf(drawing, index, event.key)
  if (next === undefined) return
  event.preventDefault()
  const box = svg.querySelector<SVGAElement>(`[data-box="${next}"]`)
  camera.show(boxOf(drawing, next))
  box?.focus({ preventScroll: true })
}

// Left and right along an edge, up and down within the column.
function neighbourOf({ shape, layout }: Drawing, index: number, key: string): number | undefined {
  const height = (node: number) => layout.y[node] ?? 0
  const nearest = (nodes: readonly number[]) =>
    [...nodes].sort((a, b) => Math.abs(height(a) - height(index)) - Math.abs(height(b) - height(index)))[0]
  const column = () => layout.x.flatMap((x, node) => (x === layout.x[index] && node !== index ? [node] : []))
  switch (key) {
    case 'ArrowLeft':
      return nearest(shape.edges.flatMap(([from, to]) => (to === index ? [from] : [])))
    case 'ArrowRight':
      return nearest(shape.edges.flatMap(([from, to]) => (from === index ? [to] : [])))
    case 'ArrowUp':
      return nearest(column().filter(node => height(node) < height(index)))
    case 'ArrowDown':
      return nearest(column().filter(node => height(node) > height(index)))
    default:
      return undefined
  }
}
