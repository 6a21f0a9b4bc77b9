import type { z } from 'zod'
import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import { isMap } from './plain-data.ts'
import { allowedKeys, isCatchallKey } from './schema-keys.ts'
import type { YamlPath } from './yaml-file.ts'

export interface Validation<T> {
  readonly schema: z.ZodType<T>
  readonly data: unknown
  /** How the whole is called when a key is missing at the top. */
  readonly name: string
  locate(path: YamlPath, part: 'key' | 'value'): Location
}

/** The data as the schema types it, or undefined after every violation has been reported at its place. */
export function validate<T>(
  { schema, data, name, locate }: Validation<T>,
  report: (error: GildError) => void,
): T | undefined {
  const cleaned = withoutNulls(data, '')
  // Code made for a schema takes longer to make than the files of a thousand models save with it.
  const result = schema.safeParse(cleaned, { jitless: true })
  if (result.success) return result.data
  for (const issue of result.error.issues.flatMap(issue => mostLikely(issue))) {
    for (const error of describe({ issue, schema, data: cleaned, name, locate })) report(error)
  }
  return undefined
}

type Issue = z.core.$ZodIssue

interface Found {
  readonly issue: Issue
  readonly schema: z.ZodType
  readonly data: unknown
  readonly name: string
  locate(path: YamlPath, part: 'key' | 'value'): Location
}

const loose = new Set(['meta', 'vars', 'arguments', 'values', 'rows', 'macros'])

// `key:` without a value means the same as no key, as in dbt, but for data that is not ours to read.
function withoutNulls(value: unknown, key: string): unknown {
  if (loose.has(key)) return value
  if (Array.isArray(value)) return value.map(item => withoutNulls(item, ''))
  if (!isMap(value)) return value
  const kept = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner, name)]))
}

// Of a union's branches the one that got furthest: a map with a bad key is a map, not a bad text.
function mostLikely(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const branches = issue.errors.map(branch =>
    branch.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue),
  )
  const deeper = branches.find(branch => branch.every(inner => isDeeper(inner, issue.path.length)))
  if (deeper !== undefined) return deeper.flatMap(inner => mostLikely(inner))
  return [issue]
}

function isDeeper(issue: Issue, depth: number): boolean {
  return issue.path.length > depth || (issue.code !== 'invalid_type' && issue.code !== 'invalid_value')
}

function describe(found: Found): readonly GildError[] {
  const { issue, schema, data, locate } = found
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => unknownKey(found, [...issue.path, key], allowedKeys(schema, issue.path)))
  }
  const value = valueAt(data, issue.path)
  const last = issue.path.at(-1)
  if (value === undefined && typeof last === 'string') {
    const parent = issue.path.slice(0, -1)
    const params = { key: last, in: nameOf(found, parent) }
    return [new GildError('yaml-missing-key', params, { at: locate(parent, 'key') })]
  }
  if (issue.code === 'invalid_type' && typeof last === 'string' && isCatchallKey(schema, issue.path)) {
    return [unknownKey(found, issue.path, allowedKeys(schema, issue.path.slice(0, -1)))]
  }
  const options = optionsOf(issue)
  const params = {
    key: pathText(issue.path) || found.name,
    expected: expectation(issue, options),
    found: valueText(value),
    closest: typeof value === 'string' ? nearest(value, options) : undefined,
  }
  return [new GildError('yaml-invalid-value', params, { at: locate(issue.path, 'value') })]
}

function unknownKey({ locate }: Found, path: YamlPath, known: readonly string[]): GildError {
  const key = String(path.at(-1))
  const params = { key, closest: nearest(key, known), known }
  return new GildError('yaml-unknown-key', params, { at: locate(path, 'key') })
}

// What the user calls the map that misses a key: its own name when it has one.
function nameOf({ data, name }: Found, path: YamlPath): string {
  const value = valueAt(data, path)
  if (isMap(value) && typeof value.name === 'string') return `"${value.name}"`
  return path.length === 0 ? name : `"${pathText(path)}"`
}

function expectation(issue: Issue, options: readonly string[]): string {
  if (options.length > 0) return options.length === 1 ? `"${options[0]}"` : `one of ${options.join(', ')}`
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? `a ${issue.expected}`
  if (issue.code === 'invalid_union') return unionExpectation(issue)
  return issue.message
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
}

function unionExpectation(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const each = issue.errors.flatMap(branch =>
    branch.slice(0, 1).map(inner => expectation(inner, optionsOf(inner))),
  )
  return [...new Set(each)].join(' or ') || 'something else'
}

function optionsOf(issue: Issue): readonly string[] {
  return issue.code === 'invalid_value' ? issue.values.map(String) : []
}

function pathText(path: YamlPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('')
}

function valueText(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (isMap(value)) return 'a map'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function valueAt(data: unknown, path: YamlPath): unknown {
  let value = data
  for (const step of path) {
    if (!Array.isArray(value) && !isMap(value)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return value
}
