import { hasItem } from '../values/dict.ts'
import { equals } from '../values/equality.ts'
import { raise } from '../values/fault.ts'
import { hashKey } from '../values/hash.ts'
import { iterate } from '../values/iterate.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Value } from '../values/value.ts'

/** Python's `value in container`. */
export function contains(container: Value, value: Value): boolean {
  if (typeof container === 'string') return textContains(container, value)
  const dict = ofKind(container, 'dict')
  if (dict !== undefined) return hasItem(dict, value)
  const set = ofKind(container, 'set')
  if (set !== undefined) return ofKind(value, 'set') === undefined && set.members.has(hashKey(value))
  const view = ofKind(container, 'dict-view')
  if (view?.of === 'keys') return hasItem(view.dict, value)
  const host = ofKind(container, 'host')
  if (host?.object.contains !== undefined) return host.object.contains(value)
  for (const item of iterate(container)) if (equals(item, value)) return true
  return false
}

function textContains(text: string, value: Value): boolean {
  if (typeof value === 'string') return text.includes(value)
  return raise('TypeError', `'in <string>' requires string as left operand, not ${typeName(value)}`)
}
