import * as z from 'zod'
import { packagesFileSchema } from './packages-file.ts'
import { projectFileSchema } from './project-file.ts'
import { propertiesFileSchema } from './properties-file.ts'

/** JSON Schemas (draft 7) of gild's YAML files for editors, by file name. */
export function jsonSchemas(): Readonly<Record<string, unknown>> {
  return {
    'project.json': jsonSchema(projectFileSchema, 'gild: project.yml'),
    'packages.json': jsonSchema(packagesFileSchema, 'gild: packages.yml'),
    'properties.json': jsonSchema(propertiesFileSchema, 'gild: models, seeds, sources and tests in YAML'),
  }
}

function jsonSchema(schema: z.ZodType, title: string): unknown {
  const json = z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: node }) => allowTemplate(node),
  })
  return { ...json, title }
}

// "{{ var('x') }}" may stand for a value of any type.
const template = { type: 'string', pattern: '\\{\\{[\\s\\S]*\\}\\}' } as const

function allowTemplate(node: z.core.JSONSchema.BaseSchema): void {
  const isScalar = node.type === 'boolean' || node.type === 'integer' || node.type === 'number'
  if (!isScalar && node.enum === undefined) return
  const { description, default: fallback, ...value } = node
  for (const key of Object.keys(node)) delete node[key]
  if (description !== undefined) node.description = description
  if (fallback !== undefined) node.default = fallback
  node.anyOf = [value, template]
}
