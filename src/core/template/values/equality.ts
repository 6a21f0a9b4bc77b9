import { getItem } from './dict.ts'
import { hashKey } from './hash.ts'
import { iterate } from './iterate.ts'
import { compareNumbers, numeric } from './numbers.ts'
import { type Dict, type DictView, type ObjectValue, ofKind, type SetValue, type Value } from './value.ts'

/** Python's `==`: by value for data, by what the host says for its objects, else by identity. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true
  const host = hostEquals(a, b) ?? hostEquals(b, a)
  if (host !== undefined) return host
  const x = numeric(a)
  const y = numeric(b)
  if (x !== undefined || y !== undefined)
    return x !== undefined && y !== undefined && compareNumbers(x, y) === 0
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && itemsEqual(a, b)
  return !Array.isArray(b) && objectsEqual(a, b)
}

function hostEquals(a: Value, b: Value): boolean | undefined {
  return ofKind(a, 'host')?.object.equals?.(b)
}

function objectsEqual(a: ObjectValue, b: ObjectValue): boolean {
  switch (a.kind) {
    case 'tuple':
      return b.kind === 'tuple' && itemsEqual(a.items, b.items)
    case 'dict':
      return b.kind === 'dict' && dictsEqual(a, b)
    case 'set':
      return asMembers(b) !== undefined && membersEqual(a.members, asMembers(b))
    case 'range':
      return b.kind === 'range' && itemsEqual([...iterate(a)], [...iterate(b)])
    case 'dict-view':
      return viewsEqual(a, b)
    case 'undefined':
      return b.kind === 'undefined'
    case 'host':
      return b.kind === 'host' && a.object === b.object
    default:
      return false
  }
}

function itemsEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i] || equals(item, b[i] ?? null))
}

function dictsEqual(a: Dict, b: Dict): boolean {
  if (a.entries.size !== b.entries.size) return false
  for (const { key, value } of a.entries.values()) {
    const other = getItem(b, key)
    if (other === undefined || !equals(value, other)) return false
  }
  return true
}

/** What a set can equal: sets and the keys of dicts. */
function asMembers(value: ObjectValue): SetValue['members'] | undefined {
  if (value.kind === 'set') return value.members
  if (value.kind !== 'dict-view' || value.of === 'values') return undefined
  return new Map(Array.from(iterate(value), member => [hashKey(member), member]))
}

function membersEqual(a: SetValue['members'], b: SetValue['members'] | undefined): boolean {
  return b !== undefined && a.size === b.size && [...a.keys()].every(key => b.has(key))
}

function viewsEqual(a: DictView, b: ObjectValue): boolean {
  const members = asMembers(a)
  return members === undefined ? a === b : membersEqual(members, asMembers(b))
}
