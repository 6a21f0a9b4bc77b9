import { raise } from '../values/fault.ts'
import { repr, str } from '../values/repr.ts'
import type { Value } from '../values/value.ts'
import { formatValue } from './format-spec.ts'

/** Where the fields of a format take their values from. */
export interface FieldSource {
  readonly positional: readonly Value[]
  /** By name, undefined where there is none. */
  named(name: string): Value | undefined
  attribute(object: Value, name: string): Value
  item(object: Value, key: Value): Value
}

interface Formatter extends FieldSource {
  /** The number of the next field without one. */
  automatic: number
  /** Fields are numbered by hand. */
  manual: boolean
}

/** Python's `text.format(…)`. */
export function formatFields(text: string, source: FieldSource): string {
  return formatNested({ ...source, automatic: 0, manual: false }, text, 2)
}

/** A specification may hold fields itself, one level deep. */
function formatNested(formatter: Formatter, text: string, depth: number): string {
  if (depth < 0) return raise('ValueError', 'Max string recursion exceeded')
  let result = ''
  let offset = 0
  while (offset < text.length) {
    const brace = text.slice(offset).search(/[{}]/)
    if (brace < 0) return result + text.slice(offset)
    const at = offset + brace
    result += text.slice(offset, at)
    if (text[at + 1] === text[at]) {
      result += text.charAt(at)
      offset = at + 2
      continue
    }
    if (text[at] === '}') return raise('ValueError', "Single '}' encountered in format string")
    const end = fieldEnd(text, at + 1)
    result += formatField(formatter, text.slice(at + 1, end), depth)
    offset = end + 1
  }
  return result
}

/** Where the field that begins at `from` closes. */
function fieldEnd(text: string, from: number): number {
  let open = 1
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') open++
    else if (text[i] === '}' && --open === 0) return i
  }
  return raise(
    'ValueError',
    from === text.length ? "Single '{' encountered in format string" : "expected '}' before end of string",
  )
}

const fieldPattern = /^(?<name>[^!:[]*(?:\[[^\]]*\][^!:[]*)*)(?:!(?<conversion>.?))?(?::(?<spec>.*))?$/su

function formatField(formatter: Formatter, field: string, depth: number): string {
  const groups = fieldPattern.exec(field)?.groups
  if (groups === undefined) return raise('ValueError', "expected ':' after conversion specifier")
  const value = convert(fieldValue(formatter, groups.name ?? ''), groups.conversion)
  return formatValue(value, groups.spec ? formatNested(formatter, groups.spec, depth - 1) : '')
}

function convert(value: Value, conversion: string | undefined): Value {
  switch (conversion) {
    case undefined:
      return value
    case 's':
      return str(value)
    case 'r':
    case 'a':
      return repr(value)
    default:
      return raise('ValueError', `Unknown conversion specifier '${conversion}'`)
  }
}

function fieldValue(formatter: Formatter, name: string): Value {
  const first = /^[^.[]*/.exec(name)?.[0] ?? ''
  let value = firstValue(formatter, first)
  for (const [part] of name.slice(first.length).matchAll(/\.[^.[]+|\[[^\]]*\]/g)) {
    if (part.startsWith('.')) value = formatter.attribute(value, part.slice(1))
    else {
      const key = part.slice(1, -1)
      value = formatter.item(value, /^\d+$/.test(key) ? Number(key) : key)
    }
  }
  return value
}

function firstValue(formatter: Formatter, name: string): Value {
  const numbered = name === '' || /^\d+$/.test(name)
  const index = numbered ? fieldNumber(formatter, name) : undefined
  const value = index === undefined ? formatter.named(name) : formatter.positional[index]
  if (value !== undefined) return value
  if (index === undefined) return raise('KeyError', repr(name))
  return raise('IndexError', `Replacement index ${index} out of range for positional args tuple`)
}

function fieldNumber(formatter: Formatter, name: string): number {
  if (name !== '') {
    if (formatter.automatic !== 0 && !formatter.manual)
      return raise('ValueError', 'cannot switch from automatic field numbering to manual field specification')
    formatter.manual = true
    return Number(name)
  }
  if (formatter.manual)
    return raise('ValueError', 'cannot switch from manual field specification to automatic field numbering')
  return formatter.automatic++
}
