import { globals } from '../builtins/globals.ts'
import { undefinedValue } from '../operations/access.ts'
import type { Target } from '../syntax/ast.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Scope, type Value } from '../values/value.ts'
import type { Run } from './run.ts'

export function newScope(parent: Scope | undefined): Scope {
  return { variables: undefined, parent }
}

export function define(scope: Scope, name: string, value: Value): void {
  scope.variables ??= new Map()
  scope.variables.set(name, value)
}

/** The value of a name: what the template set, the context's, the language's own. */
export function lookup(run: Run, name: string, scope: Scope): Value {
  for (let s: Scope | undefined = scope; s !== undefined; s = s.parent) {
    const value = s.variables?.get(name)
    if (value !== undefined) return value
  }
  const given = run.context.get(name)
  if (given !== undefined) return given
  const own = globals.get(name)
  if (own !== undefined) return own
  const known = () => knownNames(run, scope)
  return undefinedValue({ mode: run.mode, name, hint: `'${name}' is undefined`, known, unknownName: true })
}

function* knownNames(run: Run, scope: Scope): Iterable<string> {
  for (let s: Scope | undefined = scope; s !== undefined; s = s.parent) yield* s.variables?.keys() ?? []
  yield* run.context.names()
  yield* globals.keys()
}

/** `{% set target = value %}`, and the names of a loop. */
export function assign(run: Run, target: Target, { value, scope }: { value: Value; scope: Scope }): void {
  switch (target.kind) {
    case 'name':
      define(scope, target.name, value)
      return
    case 'namespace-attribute': {
      const namespace = ofKind(lookup(run, target.name, scope), 'namespace')
      if (namespace === undefined) failNamespace(target.name)
      else namespace.attributes.set(target.attribute, value)
      return
    }
    case 'targets':
      unpack(run, target.items, { value, scope })
  }
}

function unpack(
  run: Run,
  targets: readonly Target[],
  { value, scope }: { value: Value; scope: Scope },
): void {
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined && missing.mode !== 'chainable') failUndefined(missing)
  const values = missing === undefined ? [...iterate(value)] : targets.map(() => value)
  const count = targets.length
  if (values.length > count) raise('ValueError', `too many values to unpack (expected ${count})`)
  if (values.length < count)
    raise(
      'ValueError',
      `not enough values to unpack (expected ${count}, got ${values.length} in a ${typeName(value)})`,
    )
  for (const [i, target] of targets.entries()) assign(run, target, { value: values[i] ?? null, scope })
}

function failNamespace(name: string): never {
  return raise('TemplateRuntimeError', `"${name}" is no namespace, so its attributes cannot be set`)
}
