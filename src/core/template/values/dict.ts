import { hashKey } from './hash.ts'
import { emptyDict, emptySet } from './make.ts'
import type { Dict, SetValue, Value } from './value.ts'

export function dictOf(entries: Iterable<readonly [Value, Value]>): Dict {
  const dict = emptyDict()
  for (const [key, value] of entries) setItem(dict, key, value)
  return dict
}

export function getItem(dict: Dict, key: Value): Value | undefined {
  return dict.entries.get(hashKey(key))?.value
}

export function hasItem(dict: Dict, key: Value): boolean {
  return dict.entries.has(hashKey(key))
}

/** A key that is there keeps its place and its form, as in Python: setting 1.0 keeps the key 1. */
export function setItem(dict: Dict, key: Value, value: Value): void {
  const hash = hashKey(key)
  dict.entries.set(hash, { key: dict.entries.get(hash)?.key ?? key, value })
}

export function deleteItem(dict: Dict, key: Value): void {
  dict.entries.delete(hashKey(key))
}

export function* keysOf(dict: Dict): IterableIterator<Value> {
  for (const { key } of dict.entries.values()) yield key
}

export function* valuesOf(dict: Dict): IterableIterator<Value> {
  for (const { value } of dict.entries.values()) yield value
}

export function* entriesOf(dict: Dict): IterableIterator<readonly [Value, Value]> {
  for (const { key, value } of dict.entries.values()) yield [key, value]
}

/** The names of a dict's text keys. */
export function* textKeys(dict: Dict): IterableIterator<string> {
  for (const { key } of dict.entries.values()) if (typeof key === 'string') yield key
}

export function setOf(members: Iterable<Value>): SetValue {
  const set = emptySet()
  for (const member of members) addMember(set, member)
  return set
}

export function addMember(set: SetValue, member: Value): void {
  const hash = hashKey(member)
  if (!set.members.has(hash)) set.members.set(hash, member)
}
