import { z } from 'zod'
import { exposureSchema } from '../src/core/project/schema/exposure-file.ts'
import { configSchemas } from '../src/core/project/schema/node-config.ts'
import { packagesFileSchema } from '../src/core/project/schema/packages-file.ts'
import { projectFileSchema } from '../src/core/project/schema/project-file.ts'
import { propertiesFileSchema } from '../src/core/project/schema/properties-file.ts'
import { targetSchema } from '../src/core/project/schema/target-file.ts'
import { unitTestSchema } from '../src/core/project/schema/unit-test-file.ts'

type Schema = z.core.JSONSchema.BaseSchema
type Properties = Readonly<Record<string, Schema>>

/** docs/reference/configuration.md: every key of every YAML file, from the schemas that check them. */
export function configurationReference(): string {
  const properties = propertiesOf(propertiesFileSchema)
  const entry = (key: string) => itemProperties(properties[key])
  return [
    intro,
    section('project.yml', 'The file at the root of a project. `name` is the only key it must have.', [
      ['', propertiesOf(projectFileSchema)],
    ]),
    section(
      'A target',
      'Below `targets:` in `project.yml`, by its name.',
      nested(propertiesOf(targetSchema)),
    ),
    section('packages.yml', 'Beside `project.yml`; `dependencies.yml` has the same keys.', [
      ...nested(propertiesOf(packagesFileSchema)),
    ]),
    section('YAML beside models', 'Any `.yml` file in the folders of models, seeds, tests and macros.', [
      ['', properties],
    ]),
    section('A model', 'An entry of `models:`.', nested(entry('models'))),
    section('Config of a model', configText('`models:`'), [['', propertiesOf(configSchemas.models)]]),
    section('A seed', 'An entry of `seeds:`.', [['', entry('seeds')]]),
    section('Config of a seed', configText('`seeds:`'), [['', propertiesOf(configSchemas.seeds)]]),
    section('A source', 'An entry of `sources:`.', [['', entry('sources')]]),
    section('A table of a source', 'An entry of `tables:` of a source.', [
      ...nested(itemProperties(entry('sources').tables)),
    ]),
    section('Config of a source', configText('`sources:`'), [['', propertiesOf(configSchemas.sources)]]),
    section('A singular data test', 'An entry of `data_tests:` at the top of a file.', [
      ['', entry('data_tests')],
    ]),
    section('Config of a data test', configText('`data_tests:`'), [
      ['', propertiesOf(configSchemas.dataTests)],
    ]),
    section('A unit test', 'An entry of `unit_tests:`.', nested(propertiesOf(unitTestSchema))),
    section('A macro', 'An entry of `macros:`.', nested(entry('macros'))),
    section('An exposure', 'An entry of `exposures:`.', nested(propertiesOf(exposureSchema))),
  ].join('\n')
}

const intro = `# Configuration

Every key of gild's YAML files. A key that is not here is an error, except below \`vars\` and \`meta\`.
[The project file](../project.md) shows an example, and says which level of configuration counts.

Keys in **bold** must be set. Any value may be a template, such as \`"{{ var('days') }}"\`.

<!-- Generated from src/core/project/schema: run \`node --import tsx .config/write-reference.ts\`. -->
`

function configText(tree: string): string {
  return `In \`config:\` of the entry, in \`config()\` of a SQL file, or below ${tree} in \`project.yml\`, where each has a plus: \`+tags\`.`
}

function section(title: string, text: string, tables: readonly (readonly [string, Properties])[]): string {
  return [`## ${title}\n\n${text}\n`, ...tables.map(([name, keys]) => table(name, keys))].join('\n')
}

/** The keys themselves, then those of each map or list of maps below them, down to where another section begins. */
function nested(keys: Properties): readonly (readonly [string, Properties])[] {
  const inner = Object.entries(keys)
    .filter(([key]) => key !== 'config' && key !== 'data_tests' && key !== 'tests')
    .map(([key, schema]) => [key, mapProperties(schema)] as const)
    .filter(([, properties]) => Object.keys(properties).length > 0)
  return [['', keys], ...inner]
}

function table(name: string, keys: Properties): string {
  const required = requiredOf.get(keys) ?? new Set<string>()
  const entries = Object.entries(keys)
  const said = entries.filter(([, { description = '' }]) => !isWithoutEffect(description))
  const rows = said.map(([key, schema]) => row(key, schema, required.has(key)))
  const heading = name === '' ? [] : [`Below \`${name}\`:\n`]
  const head = '| key | value | meaning |\n|---|---|---|'
  return [...heading, `${[head, ...rows].join('\n')}\n`, ...remarks(entries)].join('\n')
}

function remarks(entries: readonly (readonly [string, Schema])[]): readonly string[] {
  const list = (description: string) =>
    entries
      .filter(([, schema]) => schema.description?.startsWith(description) === true)
      .map(([key]) => `\`${key}\``)
      .join(', ')
  const ignored = list(withoutEffect)
  const refused = list(notSupported)
  return [
    ...(ignored === '' ? [] : [`Accepted from dbt, without effect: ${ignored}.\n`]),
    ...(refused === '' ? [] : [`Known from dbt, not supported, and an error when set: ${refused}.\n`]),
  ]
}

const withoutEffect = 'dbt: accepted, without effect'
const notSupported = 'dbt: not supported'

function isWithoutEffect(description: string): boolean {
  return description.startsWith(withoutEffect) || description.startsWith(notSupported)
}

function row(key: string, schema: Schema, required: boolean): string {
  const name = required ? `**\`${key}\`**` : `\`${key}\``
  const { default: fallback } = schema
  const isPlain = fallback !== undefined && JSON.stringify(fallback) !== '{}'
  const meaning = [
    schema.description ?? usualMeanings[key] ?? '',
    isPlain ? `Default: \`${plain(fallback)}\`.` : '',
  ]
  const cells = [name, typeText(schema), meaning.filter(text => text !== '').join(' ')]
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

const usualMeanings: Readonly<Record<string, string>> = {
  name: 'Its name.',
  type: 'Its type.',
  config: 'How it is configured: see below.',
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function typeText(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map(value => `\`${value}\``).join(', ')
  if (schema.const !== undefined) return `\`${schema.const}\``
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(each => typeText(each)))].join(' or ')
  // A tree of folders refers to itself.
  if (schema.$ref !== undefined || schema.allOf !== undefined) return 'map'
  if (Array.isArray(schema.type)) return schema.type.map(type => typeText({ type })).join(' or ')
  switch (schema.type) {
    case 'string':
      return 'text'
    case 'boolean':
      return '`true`, `false`'
    case 'integer':
      return 'whole number'
    case 'number':
      return 'number'
    case 'array':
      return `list of ${plural(typeText(asSchema(schema.items)))}`
    case 'object':
      return 'map'
    default:
      return 'anything'
  }
}

function plural(type: string): string {
  return type.replaceAll('text', 'texts').replaceAll('map', 'maps')
}

const requiredOf = new Map<Properties, ReadonlySet<string>>()

function propertiesOf(schema: z.ZodType): Properties {
  return mapProperties(
    z.toJSONSchema(schema, { target: 'draft-07', io: 'input', unrepresentable: 'any', reused: 'inline' }),
  )
}

function itemProperties(schema: Schema | undefined): Properties {
  return mapProperties(asSchema(schema?.items))
}

/** Keys of a map, or of the maps in a list. */
function mapProperties(schema: Schema): Properties {
  const map = schema.type === 'array' ? asSchema(schema.items) : schema
  const keys: Record<string, Schema> = {}
  for (const [key, value] of Object.entries(map.properties ?? {})) keys[key] = asSchema(value)
  requiredOf.set(keys, new Set(map.required ?? []))
  return keys
}

// A JSON Schema may be `true`, which says as much as no keys, and `items` a list, which gild's schemas have not.
function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {}
}
