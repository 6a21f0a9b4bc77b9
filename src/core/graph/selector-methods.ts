import { GildError } from '../../errors/gild-error.ts'
import type { GraphNode } from './dag.ts'
import { configOf } from './node-config.ts'
import type { Criterion } from './parse-selector.ts'
import { hasWildcard, pathMatcher, wildcardMatcher } from './wildcard.ts'

export type Matches = (node: GraphNode) => boolean

interface SelectorMethod {
  /** The condition that a criterion sets, without its neighbours. Throws `selector-invalid`. */
  matcher(criterion: Criterion, projectName: string): Matches
  /** Values that would find the node, for "did you mean". */
  values(node: GraphNode): readonly string[]
}

/** By the name before the colon. */
export const selectorMethods: Readonly<Record<string, SelectorMethod>> = {
  fqn: {
    matcher: ({ value }) => {
      const whole = fqnMatcher(value)
      return ({ kind, fqn }) => hasFqn(kind) && (whole(fqn) || whole(fqn.slice(1)))
    },
    values: node => (hasFqn(node.kind) ? [node.name] : []),
  },
  tag: {
    matcher: ({ value }) => {
      const matches = wildcardMatcher(value)
      return node => node.tags.some(matches)
    },
    values: node => node.tags,
  },
  path: {
    matcher: ({ value }) => {
      const matches = pathMatcher(value.replaceAll('\\', '/'))
      return node => [node.file, ...foldersOf(node.file), node.patchedAt?.file ?? node.file].some(matches)
    },
    values: node => [node.file, ...foldersOf(node.file)],
  },
  file: {
    matcher: ({ value }) => {
      const matches = wildcardMatcher(value)
      return ({ file }) => matches(fileName(file)) || matches(fileName(file).replace(/\.[^.]+$/, ''))
    },
    values: node => [fileName(node.file)],
  },
  source: { matcher: sourceMatcher, values: sourceValues },
  package: {
    matcher: ({ value }, projectName) => {
      const matches = wildcardMatcher(value === 'this' ? projectName : value)
      return node => matches(node.package)
    },
    values: node => [node.package],
  },
  resource_type: { matcher: resourceTypeMatcher, values: node => [node.kind] },
  test_name: {
    matcher: ({ value }) => {
      const matches = wildcardMatcher(value)
      return node => node.kind === 'test' && node.generic !== undefined && matches(node.generic.test)
    },
    values: node => (node.kind === 'test' && node.generic !== undefined ? [node.generic.test] : []),
  },
  unit_test: {
    matcher: namedMatcher('unit_test'),
    values: node => (node.kind === 'unit_test' ? [node.name] : []),
  },
  exposure: {
    matcher: namedMatcher('exposure'),
    values: node => (node.kind === 'exposure' ? [node.name] : []),
  },
  test_type: { matcher: testTypeMatcher, values: () => [] },
  config: { matcher: configMatcher, values: () => [] },
}

// Sources and exposures are found by methods of their own.
function hasFqn(kind: GraphNode['kind']): boolean {
  return kind !== 'source' && kind !== 'exposure'
}

// By name, or by package and name.
function namedMatcher(kind: GraphNode['kind']): SelectorMethod['matcher'] {
  return ({ value }) => {
    const matches = wildcardMatcher(value)
    return node => node.kind === kind && (matches(node.name) || matches(`${node.package}.${node.name}`))
  }
}

// A name finds the last part; otherwise parts are compared from the first one, and a wildcard takes all that follow.
function fqnMatcher(value: string): (fqn: readonly string[]) => boolean {
  const wanted = value.split('.')
  const wild = wanted.findIndex(hasWildcard)
  const exact = wild === -1 ? wanted : wanted.slice(0, wild)
  const matchesRest = wild === -1 ? () => true : wildcardMatcher(wanted.slice(wild).join('.'))
  return fqn => {
    if (fqn.at(-1) === value) return true
    const parts = fqn.flatMap(part => part.split('.'))
    if (parts.length < wanted.length) return false
    return exact.every((part, i) => parts[i] === part) && matchesRest(parts.slice(exact.length).join('.'))
  }
}

function sourceMatcher({ value, text }: Criterion): Matches {
  const parts = value.split('.')
  if (parts.length > 3) {
    const hint = 'Write source:name, source:name.table or source:package.name.table.'
    throw new GildError('selector-invalid', {
      selector: text,
      reason: 'a source has at most three parts',
      hint,
    })
  }
  const [inPackage = '*', source = '*', table = '*'] =
    parts.length === 3 ? parts : parts.length === 2 ? ['*', ...parts] : ['*', ...parts, '*']
  const [matchesPackage, matchesSource, matchesTable] = [inPackage, source, table].map(wildcardMatcher)
  return node =>
    node.kind === 'source' &&
    matchesPackage?.(node.package) === true &&
    matchesSource?.(node.sourceName) === true &&
    matchesTable?.(node.name) === true
}

function sourceValues(node: GraphNode): readonly string[] {
  return node.kind === 'source' ? [node.sourceName, `${node.sourceName}.${node.name}`] : []
}

const resourceTypes: readonly string[] = ['model', 'seed', 'test', 'unit_test', 'source', 'exposure']

function resourceTypeMatcher({ value, text }: Criterion): Matches {
  if (!resourceTypes.includes(value)) {
    const reason = `"${value}" is no resource type`
    throw new GildError('selector-invalid', {
      selector: text,
      reason,
      hint: `Types: ${resourceTypes.join(', ')}.`,
    })
  }
  return node => node.kind === value
}

const testTypes: Readonly<Record<string, Matches>> = {
  generic: node => node.kind === 'test' && node.generic !== undefined,
  schema: node => node.kind === 'test' && node.generic !== undefined,
  singular: node => node.kind === 'test' && node.generic === undefined,
  data: node => node.kind === 'test',
  unit: node => node.kind === 'unit_test',
}

function testTypeMatcher({ value, text }: Criterion): Matches {
  const wanted = Object.hasOwn(testTypes, value) ? testTypes[value] : undefined
  if (wanted === undefined) {
    const reason = `"${value}" is no type of test`
    throw new GildError('selector-invalid', {
      selector: text,
      reason,
      hint: 'Types: generic, singular, data (both), unit.',
    })
  }
  return wanted
}

function configMatcher(criterion: Criterion): Matches {
  const keys = criterion.arguments
  if (keys.length === 0) {
    const hint = 'Write the key before the colon: config.materialized:incremental.'
    throw new GildError('selector-invalid', {
      selector: criterion.text,
      reason: 'the config key is missing',
      hint,
    })
  }
  const anyCase = keys.length === 1 && keys[0] === 'severity'
  return node => holds(descend(configOf(node), keys), criterion.value, anyCase)
}

function descend(config: unknown, keys: readonly string[]): unknown {
  let value = config
  for (const key of keys) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

// A list holds its items, a mapping its keys.
function holds(value: unknown, wanted: string, anyCase: boolean): boolean {
  if (Array.isArray(value)) return value.some(item => equals(item, wanted, anyCase))
  if (isRecord(value)) return Object.hasOwn(value, wanted)
  return equals(value, wanted, anyCase)
}

function equals(value: unknown, wanted: string, anyCase: boolean): boolean {
  if (typeof value === 'boolean') return wanted.toLowerCase() === String(value)
  if (typeof value !== 'string') return false
  return anyCase ? value.toLowerCase() === wanted.toLowerCase() : value === wanted
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

// `['', 'models', 'models/gold']` of `models/gold/a.sql`; the project folder itself is `path:.`.
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  return ['', ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))]
}
