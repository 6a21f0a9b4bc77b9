import { raise } from './fault.ts'
import { int } from './make.ts'
import { typeName } from './type-name.ts'
import type { HashKey, Value } from './value.ts'

/** What a value compares by as a key. Throws for lists, dicts and sets, as Python does. */
export function hashKey(value: Value): HashKey {
  // The prefix keeps text apart from the texts that stand for tuples.
  if (typeof value === 'string') return value.startsWith('\0') ? `\0s${value}` : value
  if (typeof value === 'number') return numberKey(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint' || value === null) return value
  if (Array.isArray(value)) return raise('TypeError', "unhashable type: 'list'")
  switch (value.kind) {
    case 'float':
      return numberKey(value.value)
    case 'tuple':
      return `\0t${value.items.map(item => partKey(hashKey(item))).join(',')}`
    case 'host':
      return value.object.hash === undefined ? value.object : `\0h${value.object.hash()}`
    case 'undefined':
      return '\0u'
    case 'dict':
    case 'set':
    case 'dict-view':
      return raise('TypeError', `unhashable type: '${typeName(value)}'`)
    default:
      return value
  }
}

function numberKey(value: number): number | bigint {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? int(BigInt(value)) : value
}

/** A key inside the key of a tuple: text that no other key gives. */
function partKey(key: HashKey): string {
  if (typeof key === 'string') return `s${key.length}:${key}`
  if (typeof key === 'number' || typeof key === 'bigint') return `n${key}`
  return key === null ? 'N' : `o${identity(key)}`
}

const identities = new WeakMap<object, number>()
let identityCount = 0

function identity(object: object): number {
  const known = identities.get(object)
  if (known !== undefined) return known
  identities.set(object, ++identityCount)
  return identityCount
}
