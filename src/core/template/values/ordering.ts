import { equals } from './equality.ts'
import { failUndefined, raise } from './fault.ts'
import { compareNumbers, numeric } from './numbers.ts'
import { typeName } from './type-name.ts'
import { ofKind, type SetValue, type Value } from './value.ts'

/**
 * Below, at or above 0 for the order of two values, NaN where numbers have none. Throws for types without an order,
 * naming the operator.
 */
export function compareValues(a: Value, b: Value, operator = '<'): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const x = numeric(a)
  const y = numeric(b)
  if (x !== undefined && y !== undefined) return compareNumbers(x, y)
  const items = sequencesOf(a, b)
  if (items !== undefined) return compareItems(items[0], items[1], operator)
  const set = ofKind(a, 'set')
  const otherSet = ofKind(b, 'set')
  if (set !== undefined && otherSet !== undefined) return compareSets(set, otherSet)
  const missing = ofKind(a, 'undefined') ?? ofKind(b, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  return raise(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  )
}

/** By code point; UTF-16 units sort surrogates before the rest of the plane. */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1
  }
  return a.length - b.length
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000
}

function sequencesOf(a: Value, b: Value): readonly [readonly Value[], readonly Value[]] | undefined {
  if (Array.isArray(a) && Array.isArray(b)) return [a, b]
  const x = ofKind(a, 'tuple')
  const y = ofKind(b, 'tuple')
  return x !== undefined && y !== undefined ? [x.items, y.items] : undefined
}

/** A subset is below; sets of which neither holds the other have no order. */
function compareSets(a: SetValue, b: SetValue): number {
  const inB = [...a.members.keys()].every(key => b.members.has(key))
  const inA = [...b.members.keys()].every(key => a.members.has(key))
  if (inA && inB) return 0
  return inB ? -1 : inA ? 1 : Number.NaN
}

function compareItems(a: readonly Value[], b: readonly Value[], operator: string): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]
    if (y === undefined) break
    if (!equals(x, y)) return compareValues(x, y, operator)
  }
  return a.length - b.length
}
