import type { Camera, Point } from './camera.ts'

/** A pointer that moves less is a click. */
const stillPixels = 4

/**
 * Moves the camera by dragging, by wheel and by two fingers. Returns whether the last press of the pointer was a drag,
 * whose click means nothing.
 */
export function listenToPointers(svg: SVGSVGElement, camera: Camera): () => boolean {
  const pointers = new Map<number, Point>()
  let moved = false

  function onMove(event: PointerEvent): void {
    const before = pointers.get(event.pointerId)
    if (before === undefined) return
    const now = inside(svg, event)
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    if (other === undefined) {
      if (!moved && distance(now, before) < stillPixels) return
      camera.pan({ x: now.x - before.x, y: now.y - before.y })
      if (!moved) svg.setPointerCapture(event.pointerId)
    } else {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
      camera.zoom(distance(now, other) / distance(before, other), middle)
    }
    moved = true
    pointers.set(event.pointerId, now)
  }
  svg.addEventListener('pointerdown', event => {
    if (pointers.size === 0) moved = false
    pointers.set(event.pointerId, inside(svg, event))
  })
  svg.addEventListener('pointermove', onMove)
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const)
    svg.addEventListener(end, event => pointers.delete(event.pointerId))
  svg.addEventListener('wheel', event => onWheel(event, svg, camera), { passive: false })
  return () => moved
}

// A plain wheel over a small graph scrolls the page that it stands on. A pinch of a touchpad comes as a wheel with Ctrl.
function onWheel(event: WheelEvent, svg: SVGSVGElement, camera: Camera): void {
  if (!event.ctrlKey && svg.closest('.lineage-page') === null) return
  event.preventDefault()
  camera.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), inside(svg, event))
}

function inside(svg: SVGSVGElement, event: MouseEvent): Point {
  const { left, top } = svg.getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}

function distance(a: Point, b: Point): number {
  return Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
}
