import type { HostObject, Value } from './value.ts'

/** What a condition makes of a value: empty and zero are false; a generator is true, whatever it will give. */
export function truth(value: Value): boolean {
  if (typeof value !== 'object') return Boolean(value)
  if (value === null) return false
  if (Array.isArray(value)) return value.length > 0
  switch (value.kind) {
    case 'undefined':
      return false
    case 'float':
      return value.value !== 0
    case 'tuple':
      return value.items.length > 0
    case 'dict':
      return value.entries.size > 0
    case 'set':
      return value.members.size > 0
    case 'range':
      return value.length > 0
    case 'dict-view':
      return value.dict.entries.size > 0
    case 'host':
      return hostTruth(value.object)
    default:
      return true
  }
}

function hostTruth(object: HostObject): boolean {
  if (object.truth !== undefined) return object.truth()
  return object.length === undefined || object.length() > 0
}
