import { nodeJson } from '../../artifacts/node-json.ts'
import { operationJson } from '../../artifacts/operation-json.ts'
import { configOf } from '../../graph/node-config.ts'
import { configValue, globals } from '../../parse/globals.ts'
import { macroNamespace, type PackageMacros } from '../../parse/macro-namespace.ts'
import type { Manifest } from '../../parse/manifest.ts'
import { type Context, fromJs, hostValue, layered, macroContext, type Value } from '../../template/index.ts'
import type { CompileRun } from '../options.ts'
import { queryFunctions } from '../query/query-functions.ts'
import { adapterValue } from './adapter-value.ts'
import { datetimeValue } from './datetime-value.ts'
import { incrementalFunctions } from './incremental.ts'
import { overriddenMacros, withVars } from './overridden.ts'
import { references } from './references.ts'
import { database } from './relation-value.ts'
import type { Scope } from './scope.ts'

/** Every name that a node's template sees while running. A macro of the project wins over a name of ours, as in dbt. */
export function nodeContext(scope: Scope): Context {
  const { run, node, request } = scope
  const overrides = request.unitTest
  const macros = macrosOf(run, node.package)
  const shared = globals({
    project: withVars(run.project, overrides),
    packageName: node.package,
    execute: true,
    env: name => overrides?.envVars[name] ?? run.runtime.env(name),
    say: (kind, message) => run.say(kind, message, node.id),
  })
  const { ref, source, this: self } = references(scope)
  const config = configValue({ set: () => undefined, get: key => configEntry(scope, key) })
  const queries = queryFunctions(scope)
  const builtins = Object.entries({ ref, source, config })
  const values: Readonly<Record<string, Value>> = {
    ...shared,
    ...incrementalFunctions(scope),
    ref,
    source,
    config,
    this: self,
    builtins: hostValue({
      typeName: 'builtins',
      attribute: name => builtins.find(([key]) => key === name)?.[1],
      names: () => builtins.map(([key]) => key),
    }),
    ...queries.values,
    adapter: adapterValue(macros.namespace, { execute: queries.execute }),
    invocation_id: run.runId,
    schema: 'schema' in node ? node.schema : (run.project.target.schema ?? 'main'),
    database,
    ...scope.hook?.values,
  }
  const costly: Readonly<Record<string, () => Value>> = {
    model: () => fromJs(node.kind === 'operation' ? operationJson(node) : nodeJson(node)),
    run_started_at: () => datetimeValue(run.startedAt),
  }
  const context = layered(macros.context, {
    get: name =>
      Object.hasOwn(values, name) ? values[name] : Object.hasOwn(costly, name) ? costly[name]?.() : undefined,
    names: () => [...Object.keys(values), ...Object.keys(costly)],
  })
  return overrides === undefined ? context : layered(overriddenMacros(overrides, context), context)
}

function configEntry({ node }: Scope, key: string): Value | undefined {
  const config = node.kind === 'operation' ? {} : configOf(node)
  const value = Object.hasOwn(config, key) ? config[key] : undefined
  return value === undefined || value === null ? undefined : fromJs(value)
}

interface Macros {
  readonly namespace: PackageMacros
  readonly context: Context
}

const macrosByPackage = new WeakMap<Manifest, Map<string, Macros>>()

// Building one costs a pass over all macros, and nodes of one package see the same.
function macrosOf({ manifest, project }: CompileRun, packageName: string): Macros {
  const known = macrosByPackage.get(manifest) ?? new Map<string, Macros>()
  macrosByPackage.set(manifest, known)
  const found = known.get(packageName)
  if (found !== undefined) return found
  const namespace = macroNamespace({ ...manifest, dispatch: project.dispatch }, packageName)
  const macros = { namespace, context: macroContext(namespace) }
  known.set(packageName, macros)
  return macros
}
