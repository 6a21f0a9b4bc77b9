import { keysOf, valuesOf } from './dict.ts'
import { failUndefined, raise } from './fault.ts'
import { tuple } from './make.ts'
import { typeName } from './type-name.ts'
import type { DictView, RangeValue, UndefinedValue, Value } from './value.ts'

/** The values of a value, as a loop sees them: characters, items, keys. Throws for what has none. */
export function iterate(value: Value): Iterable<Value> {
  return iterable(value) ?? raise('TypeError', `'${typeName(value)}' object is not iterable`)
}

export function isIterable(value: Value): boolean {
  if (typeof value === 'string') return true
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return true
  switch (value.kind) {
    case 'tuple':
    case 'dict':
    case 'set':
    case 'range':
    case 'generator':
    case 'dict-view':
    case 'undefined':
      return true
    case 'host':
      return value.object.iterate !== undefined
    default:
      return false
  }
}

function iterable(value: Value): Iterable<Value> | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return value
  switch (value.kind) {
    case 'tuple':
      return value.items
    case 'dict':
      return keysOf(value)
    case 'set':
      return value.members.values()
    case 'range':
      return rangeValues(value)
    case 'generator':
      return value.iterator
    case 'dict-view':
      return viewValues(value)
    case 'undefined':
      return undefinedValues(value)
    case 'host':
      return value.object.iterate?.()
    default:
      return undefined
  }
}

function* rangeValues({ start, step, length }: RangeValue): IterableIterator<Value> {
  for (let i = 0; i < length; i++) yield start + i * step
}

function* viewValues({ dict, of }: DictView): IterableIterator<Value> {
  if (of === 'keys') yield* keysOf(dict)
  else if (of === 'values') yield* valuesOf(dict)
  else for (const { key, value } of dict.entries.values()) yield tuple([key, value])
}

function undefinedValues(value: UndefinedValue): readonly Value[] {
  return value.mode === 'strict' && value.unknownName ? failUndefined(value) : []
}

/** How many values there are, as `length` counts: characters are code points. Throws where there is no count. */
export function lengthOf(value: Value): number {
  return countable(value) ?? raise('TypeError', `object of type '${typeName(value)}' has no len()`)
}

function countable(value: Value): number | undefined {
  if (typeof value === 'string') return codePoints(value)?.length ?? value.length
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return value.length
  switch (value.kind) {
    case 'tuple':
      return value.items.length
    case 'dict':
      return value.entries.size
    case 'set':
      return value.members.size
    case 'range':
      return value.length
    case 'dict-view':
      return value.dict.entries.size
    case 'undefined':
      return 0
    case 'host':
      return value.object.length?.()
    default:
      return undefined
  }
}

const surrogate = /[\ud800-\udfff]/

/** The code points of a text, undefined where they are its UTF-16 units, which is nearly always. */
export function codePoints(text: string): readonly string[] | undefined {
  return surrogate.test(text) ? Array.from(text) : undefined
}
