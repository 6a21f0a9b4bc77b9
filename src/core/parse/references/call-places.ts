import type { Location } from '../../../errors/location.ts'
import type { Expression, Template } from '../../template/index.ts'
import { type CallExpression, calls } from '../macros/walk-calls.ts'

/** The templates of a project by file, to find the place of an argument. */
export interface CallPlaces {
  /**
   * The place of an argument of the call at `at`, or of what is at these steps inside the list or dict that it is: a text
   * without its quotes. The call itself when it is not found.
   */
  argument(at: Location, which: number | string, inside?: readonly PropertyKey[]): Location
  /** The place of the name of a named argument. The call itself when it is not found. */
  argumentName(at: Location, name: string): Location
}

export function callPlaces(templates: ReadonlyMap<string, Template>): CallPlaces {
  return {
    argument(at, which, inside = []) {
      const template = templates.get(at.file)
      const call = template === undefined ? undefined : findCall(template, at)
      const given = call?.arguments
      const whole =
        typeof which === 'number'
          ? given?.positional[which]
          : given?.named.find(({ name }) => name === which)?.value
      const argument = whole === undefined ? undefined : innerExpression(whole, inside)
      if (template === undefined || argument === undefined) return at
      const quoted = argument.kind === 'literal' && typeof argument.value === 'string'
      const inset = quoted && argument.end - argument.start > 2 ? 1 : 0
      const span = { start: argument.start + inset, end: argument.end - inset }
      return { ...template.location(span), calls: at.calls }
    },
    argumentName(at, name) {
      const template = templates.get(at.file)
      const call = template === undefined ? undefined : findCall(template, at)
      const value = call?.arguments.named.find(argument => argument.name === name)?.value
      if (template === undefined || call === undefined || value === undefined) return at
      // The tree knows the place of the value only; before it stand the name, a sign and maybe brackets.
      const before = template.text.slice(call.start, value.start)
      const start = call.start + before.lastIndexOf(name)
      return { ...template.location({ start, end: start + name.length }), calls: at.calls }
    },
  }
}

// What no literal shows, such as the list that a macro gives, has the place of the whole.
function innerExpression(whole: Expression, steps: readonly PropertyKey[]): Expression {
  let inner = whole
  for (const step of steps) {
    const next =
      inner.kind === 'list'
        ? inner.items[Number(step)]
        : inner.kind === 'dict'
          ? inner.entries.find(({ key }) => key.kind === 'literal' && key.value === step)?.value
          : undefined
    if (next === undefined) return inner
    inner = next
  }
  return inner
}

function findCall(
  template: Template,
  { line, column, endLine, endColumn }: Location,
): CallExpression | undefined {
  for (const call of calls(template.ast)) {
    const from = template.position(call.start)
    const to = template.position(call.end)
    const same =
      from.line === line && from.column === column && to.line === endLine && to.column === endColumn
    if (same) return call
  }
  return undefined
}
