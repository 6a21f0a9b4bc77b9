import { entriesOf } from '../values/dict.ts'
import { raise } from '../values/fault.ts'
import { isNumber } from '../values/numbers.ts'
import { compareValues } from '../values/ordering.ts'
import { repr } from '../values/repr.ts'
import { typeName } from '../values/type-name.ts'
import { type Dict, ofKind, type Value } from '../values/value.ts'

export interface JsonLayout {
  /** Spaces a level; undefined writes one line. */
  readonly indent: number | undefined
  readonly sortKeys: boolean
}

/** JSON in the layout of Python's `json.dumps`, all but ASCII escaped. */
export function toJson(value: Value, layout: JsonLayout, level = 0): string {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (isNumber(value)) return numberText(value)
  const items = Array.isArray(value) ? value : ofKind(value, 'tuple')?.items
  if (items !== undefined) {
    const parts = items.map(item => toJson(item, layout, level + 1))
    return wrap('[]', parts, { layout, level })
  }
  const dict = ofKind(value, 'dict')
  if (dict !== undefined) return dictText(dict, layout, level)
  const host = ofKind(value, 'host')
  if (host?.object.json !== undefined) return toJson(host.object.json(), layout, level)
  return raise('TypeError', `Object of type ${typeName(value)} is not JSON serializable`)
}

function dictText(dict: Dict, layout: JsonLayout, level: number): string {
  const entries = [...entriesOf(dict)]
  if (layout.sortKeys) entries.sort(([a], [b]) => compareValues(a, b))
  const parts = entries.map(([key, value]) => `${quote(keyText(key))}: ${toJson(value, layout, level + 1)}`)
  return wrap('{}', parts, { layout, level })
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key
  if (key === null || typeof key === 'boolean') return String(key)
  if (isNumber(key)) return numberText(key)
  return raise('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`)
}

function numberText(value: Value): string {
  return repr(value).replace('inf', 'Infinity').replace('nan', 'NaN')
}

function wrap(
  brackets: '[]' | '{}',
  parts: readonly string[],
  { layout: { indent }, level }: { layout: JsonLayout; level: number },
): string {
  if (parts.length === 0) return brackets
  if (indent === undefined) return brackets.charAt(0) + parts.join(', ') + brackets.charAt(1)
  const line = (depth: number) => `\n${' '.repeat(indent * depth)}`
  return (
    brackets.charAt(0) +
    line(level + 1) +
    parts.join(`,${line(level + 1)}`) +
    line(level) +
    brackets.charAt(1)
  )
}

function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u0080-\uffff]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Safe inside of HTML, as Jinja's `tojson`. */
export function htmlSafe(json: string): string {
  return json.replace(/[<>&']/g, escapeUnit)
}
