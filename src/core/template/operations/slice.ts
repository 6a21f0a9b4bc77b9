import { raise } from '../values/fault.ts'
import { codePoints, iterate } from '../values/iterate.ts'
import { range, tuple } from '../values/make.ts'
import { isInt } from '../values/numbers.ts'
import { ofKind, type RangeValue, type Value } from '../values/value.ts'

/** Bounds as written, None for one that is left out. */
export interface SliceBounds {
  readonly from: Value
  readonly to: Value
  readonly step: Value
}

/** Python's `object[from:to:step]`; undefined for what cannot be sliced. */
export function sliceOf(object: Value, { from, to, step }: SliceBounds): Value | undefined {
  const by = indexOf(step) ?? 1
  if (by === 0) return raise('ValueError', 'slice step cannot be zero')
  const bounds = { from: indexOf(from), to: indexOf(to), by }
  if (typeof object === 'string') return sliceText(object, bounds)
  if (Array.isArray(object)) return pick(object, bounds)
  const tupleValue = ofKind(object, 'tuple')
  if (tupleValue !== undefined) return tuple(pick(tupleValue.items, bounds))
  const rangeValue = ofKind(object, 'range')
  return rangeValue && sliceRange(rangeValue, bounds)
}

interface Bounds {
  readonly from: number | undefined
  readonly to: number | undefined
  readonly by: number
}

function indexOf(bound: Value): number | undefined {
  if (bound === null) return undefined
  if (typeof bound === 'boolean') return bound ? 1 : 0
  if (isInt(bound)) return Number(bound)
  return raise('TypeError', 'slice indices must be integers or None or have an __index__ method')
}

function sliceText(text: string, bounds: Bounds): string {
  const points = codePoints(text)
  if (points !== undefined) return pick(points, bounds).join('')
  if (bounds.by !== 1) return pick([...text], bounds).join('')
  const { first, last } = indices(text.length, bounds)
  return text.slice(first, Math.max(first, last))
}

function pick<T>(items: readonly T[], bounds: Bounds): T[] {
  const { first, last } = indices(items.length, bounds)
  if (bounds.by === 1) return items.slice(first, Math.max(first, last))
  const picked: T[] = []
  for (let i = first; bounds.by > 0 ? i < last : i > last; i += bounds.by)
    picked.push(...items.slice(i, i + 1))
  return picked
}

function sliceRange(value: RangeValue, bounds: Bounds): RangeValue {
  const { first, last } = indices(value.length, bounds)
  const at = (index: number) => value.start + index * value.step
  return range(at(first), at(last), value.step * bounds.by)
}

/** The first index and the one to stop before, in the direction of the step. */
function indices(
  length: number,
  { from, to, by }: Bounds,
): { readonly first: number; readonly last: number } {
  const lowest = by > 0 ? 0 : -1
  const highest = by > 0 ? length : length - 1
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + length : bound, lowest), highest)
  return {
    first: from === undefined ? (by > 0 ? 0 : length - 1) : clamp(from),
    last: to === undefined ? (by > 0 ? length : -1) : clamp(to),
  }
}

/** Python's `object[index]` of a sequence, undefined outside of it or where the key is no index. */
export function elementAt(object: Value, key: Value): Value | undefined {
  const index = typeof key === 'boolean' ? Number(key) : key
  if (typeof index !== 'number' || !Number.isInteger(index)) return undefined
  if (typeof object === 'string') return (codePoints(object) ?? object).at(index)
  if (Array.isArray(object)) return object.at(index)
  const tupleValue = ofKind(object, 'tuple')
  if (tupleValue !== undefined) return tupleValue.items.at(index)
  const rangeValue = ofKind(object, 'range')
  return rangeValue && rangeElement(rangeValue, index)
}

function rangeElement({ start, step, length }: RangeValue, index: number): number | undefined {
  const positive = index < 0 ? index + length : index
  return positive < 0 || positive >= length ? undefined : start + positive * step
}

/** The sequence as an array of its own. */
export function listOf(value: Value): Value[] {
  return Array.isArray(value) ? value.slice() : Array.from(iterate(value))
}
