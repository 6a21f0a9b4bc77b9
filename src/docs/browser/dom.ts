/** The element of that id; the frame of the page has it. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`The page has no ${id}.`)
}

export function element(html: string): HTMLElement {
  const template = document.createElement('template')
  template.innerHTML = html.trim()
  const first = template.content.firstElementChild
  if (first instanceof HTMLElement) return first
  throw new Error('The text holds no element.')
}

/** The element that was meant by a click inside of it. */
export function closest(event: Event, selector: string): HTMLElement | undefined {
  const found = event.target instanceof Element ? event.target.closest(selector) : null
  return found instanceof HTMLElement ? found : undefined
}

export function isTyping(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null
}
