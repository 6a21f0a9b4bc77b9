import type { Value } from './value.ts'

/** As Python's messages call the type. */
export function typeName(value: Value): string {
  if (typeof value === 'string') return 'str'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  switch (value.kind) {
    case 'undefined':
      return 'Undefined'
    case 'namespace':
      return 'Namespace'
    case 'macro':
      return 'Macro'
    case 'generator':
      return value.typeName
    case 'dict-view':
      return `dict_${value.of}`
    case 'host':
      return value.object.typeName
    default:
      return value.kind
  }
}
