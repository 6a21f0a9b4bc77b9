import { entriesOf } from '../values/dict.ts'
import { Fault } from '../values/fault.ts'
import { compareValues } from '../values/ordering.ts'
import { repr } from '../values/repr.ts'
import { typeName } from '../values/type-name.ts'
import { type Dict, ofKind, type Value } from '../values/value.ts'

const width = 80

interface Place {
  /** Columns before the value. */
  readonly indent: number
  /** Columns needed behind it. */
  readonly allowance: number
}

/** Python's `pprint.pformat`: keys in order, what does not fit into 80 columns over several lines. */
export function prettyRepr(value: Value, place: Place = { indent: 0, allowance: 0 }): string {
  const flat = flatRepr(value)
  if (flat.length <= width - place.indent - place.allowance) return flat
  if (Array.isArray(value)) return `[${prettyItems(value, place)}]`
  const tuple = ofKind(value, 'tuple')
  if (tuple !== undefined)
    return tuple.items.length === 1
      ? `(${prettyItems(tuple.items, { ...place, allowance: place.allowance + 1 })},)`
      : `(${prettyItems(tuple.items, place)})`
  const dict = ofKind(value, 'dict')
  return dict === undefined ? flat : `{${prettyEntries(dict, place)}}`
}

function prettyItems(items: readonly Value[], { indent, allowance }: Place): string {
  const inner = indent + 1
  return items
    .map((item, i) =>
      prettyRepr(item, { indent: inner, allowance: i === items.length - 1 ? allowance + 1 : 1 }),
    )
    .join(`,\n${' '.repeat(inner)}`)
}

function prettyEntries(dict: Dict, { indent, allowance }: Place): string {
  const inner = indent + 1
  const entries = sortedEntries(dict)
  return entries
    .map(([key, value], i) => {
      const name = flatRepr(key)
      const room = {
        indent: inner + name.length + 2,
        allowance: i === entries.length - 1 ? allowance + 1 : 1,
      }
      return `${name}: ${prettyRepr(value, room)}`
    })
    .join(`,\n${' '.repeat(inner)}`)
}

function flatRepr(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(flatRepr).join(', ')}]`
  const tuple = ofKind(value, 'tuple')
  if (tuple !== undefined)
    return tuple.items.length === 1
      ? `(${tuple.items.map(flatRepr)},)`
      : `(${tuple.items.map(flatRepr).join(', ')})`
  const dict = ofKind(value, 'dict')
  if (dict === undefined) return repr(value)
  return `{${sortedEntries(dict)
    .map(([key, item]) => `${flatRepr(key)}: ${flatRepr(item)}`)
    .join(', ')}}`
}

function sortedEntries(dict: Dict): (readonly [Value, Value])[] {
  return [...entriesOf(dict)].sort(([a], [b]) => compareKeys(a, b))
}

// Keys without an order among each other are in the order of their types' names.
function compareKeys(a: Value, b: Value): number {
  try {
    return compareValues(a, b)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return typeName(a) < typeName(b) ? -1 : 1
  }
}
