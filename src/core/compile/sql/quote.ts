import type { RelationName } from '../../../ports/relation.ts'

/** An SQL identifier in double quotes. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteRelation({ schema, name }: RelationName): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}
