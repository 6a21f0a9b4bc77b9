import type { DataType, StructType } from './data-type.ts'

export interface DuplicateName {
  /** Dotted. */
  readonly name: string
  /** The earlier one, from which it differs by case at most. */
  readonly other: string
}

/** Delta compares names without case, at every level of nesting. */
export function duplicateNames(schema: StructType, prefix = ''): readonly DuplicateName[] {
  const seen = new Map<string, string>()
  const found: DuplicateName[] = []
  for (const field of schema.fields) {
    const name = prefix + field.name
    const other = seen.get(name.toLowerCase())
    if (other === undefined) seen.set(name.toLowerCase(), name)
    else found.push({ name, other })
    found.push(...structsIn(field.type).flatMap(struct => duplicateNames(struct, `${name}.`)))
  }
  return found
}

function structsIn(type: DataType): readonly StructType[] {
  switch (type.kind) {
    case 'struct':
      return [type]
    case 'array':
      return structsIn(type.element)
    case 'map':
      return [...structsIn(type.key), ...structsIn(type.value)]
    default:
      return []
  }
}
