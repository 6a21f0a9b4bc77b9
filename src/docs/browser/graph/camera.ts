export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Camera {
  /** Shows the whole drawing, not larger than it is. */
  fit(): void
  /** Brings an area into sight, large enough to read. */
  show(area: Point & Size): void
  /** Scales around a point of the SVG; around its middle when absent. */
  zoom(factor: number, around?: Point): void
  pan(by: Point): void
}

const margin = 24
const largestScale = 2.5
const readable = 0.5

/** What part of a drawing an SVG shows, and how large. */
export function openCamera(svg: SVGSVGElement, view: SVGGElement, drawing: Size): Camera {
  let x = 0
  let y = 0
  let scale = 1
  const frame = () => svg.getBoundingClientRect()

  function apply(): void {
    // Text that nobody can read takes most of the time to draw.
    svg.classList.toggle('far', scale < 0.3)
    view.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`)
  }
  function fitting(): number {
    const { width, height } = frame()
    return Math.min((width - 2 * margin) / drawing.width, (height - 2 * margin) / drawing.height)
  }
  function centre(point: Point): void {
    const { width, height } = frame()
    x = width / 2 - point.x * scale
    y = height / 2 - point.y * scale
  }
  function isInside(area: Point & Size): boolean {
    const { width, height } = frame()
    const left = x + area.x * scale
    const top = y + area.y * scale
    const fitsAcross = left >= margin && left + area.width * scale <= width - margin
    return fitsAcross && top >= margin && top + area.height * scale <= height - margin
  }
  return {
    fit() {
      scale = Math.min(1, Math.max(0.01, fitting()))
      centre({ x: drawing.width / 2, y: drawing.height / 2 })
      apply()
    },
    show(area) {
      const isTooSmall = scale < readable
      if (isTooSmall) scale = 0.85
      if (isTooSmall || !isInside(area)) centre({ x: area.x + area.width / 2, y: area.y + area.height / 2 })
      apply()
    },
    zoom(factor, around = { x: frame().width / 2, y: frame().height / 2 }) {
      const smallest = Math.min(0.2, fitting() * 0.8)
      const next = Math.min(largestScale, Math.max(smallest, scale * factor))
      x = around.x - ((around.x - x) * next) / scale
      y = around.y - ((around.y - y) * next) / scale
      scale = next
      apply()
    },
    pan(by) {
      x += by.x
      y += by.y
      apply()
    },
  }
}
