import * as z from 'zod'
import type { YamlPath } from './yaml-file.ts'

/** The keys that a schema knows at a place in its data, for hints. */
export function allowedKeys(schema: z.ZodType, path: YamlPath): readonly string[] {
  const keys = schemasAt(schema, path).flatMap(found =>
    found instanceof z.ZodObject ? Object.keys(found.shape) : [],
  )
  return [...new Set(keys)]
}

/** Whether the last step of the path is a key that no schema names, allowed only because a map takes any key. */
export function isCatchallKey(schema: z.ZodType, path: YamlPath): boolean {
  const last = String(path.at(-1))
  const objects = schemasAt(schema, path.slice(0, -1)).filter(found => found instanceof z.ZodObject)
  return objects.length > 0 && objects.every(object => !(last in object.shape))
}

function schemasAt(schema: z.ZodType, path: YamlPath): readonly z.ZodType[] {
  let found = unwrap(schema)
  for (const step of path) found = found.flatMap(inner => enter(inner, step)).flatMap(unwrap)
  return found
}

function enter(schema: z.ZodType, step: PropertyKey): readonly z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const known: unknown = schema.shape[String(step)] ?? schema.def.catchall
    return known instanceof z.ZodType ? [known] : []
  }
  if (schema instanceof z.ZodArray) return asTypes(schema.element)
  if (schema instanceof z.ZodRecord) return asTypes(schema.valueType)
  return []
}

// Through everything that wraps a schema without being a level of the data.
function unwrap(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return asTypes(schema.def.innerType).flatMap(unwrap)
  }
  if (schema instanceof z.ZodUnion) return asTypes(...schema.options).flatMap(unwrap)
  if (schema instanceof z.ZodPipe) return asTypes(schema.def.in).flatMap(unwrap)
  if (schema instanceof z.ZodLazy) return asTypes(schema.def.getter()).flatMap(unwrap)
  return [schema]
}

function asTypes(...schemas: readonly unknown[]): readonly z.ZodType[] {
  return schemas.filter(schema => schema instanceof z.ZodType)
}
