import { GildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import type { SaidKind } from '../compile/options.ts'
import type { Project, Target } from '../project/project.ts'
import { findVar, varNames } from '../project/vars.ts'
import {
  bindArguments,
  type Call,
  type Context,
  contextOf,
  fromJs,
  hostFunction,
  hostValue,
  toJs,
  type Value,
} from '../template/index.ts'

export interface GlobalsOptions {
  /** The target is undefined while the targets themselves are read. */
  readonly project: Pick<Project, 'name' | 'vars'> & { readonly target: Target | undefined }
  /** Whose variables are seen. */
  readonly packageName: string
  /** False while parsing. */
  readonly execute: boolean
  env(name: string): string | undefined
  say(kind: SaidKind, message: string): void
  /** Each variable and environment variable that is asked for. */
  used?(kind: 'var' | 'env_var', name: string): void
}

/**
 * The names of dbt that mean the same while parsing and while running: `var env_var target project_name execute log
 * print exceptions tojson fromjson dbt_version`.
 */
export function globals(options: GlobalsOptions): Readonly<Record<string, Value>> {
  return {
    var: varFunction(options),
    env_var: hostFunction('env_var', call => envVar(options, call)),
    ...(options.project.target === undefined ? {} : { target: targetValue(options.project.target) }),
    project_name: options.project.name,
    execute: options.execute,
    dbt_version: '1.12.0',
    log: hostFunction('log', call => {
      const [message, toTerminal] = bindArguments('log', ['msg', ['info', false]], call)
      options.say(toTerminal === true ? 'info' : 'log', textOf(message))
      return ''
    }),
    print: hostFunction('print', call => {
      options.say('print', textOf(call.positional[0] ?? ''))
      return ''
    }),
    exceptions: exceptionsValue(options),
    tojson: hostFunction('tojson', call => {
      const [value] = bindArguments('tojson', ['value', ['default', null], ['sort_keys', false]], call)
      return JSON.stringify(toJs(value)) ?? 'null'
    }),
    fromjson: hostFunction('fromjson', call => {
      const [text, fallback] = bindArguments('fromjson', ['string', ['default', null]], call)
      return parseJson(textOf(text), fallback)
    }),
  }
}

/** What values in the YAML files of a package can use. */
export function yamlContext(
  project: GlobalsOptions['project'],
  packageName: string,
  { env }: Pick<GlobalsOptions, 'env'>,
): Context {
  return contextOf(globals({ project, packageName, execute: false, env, say: () => undefined }))
}

/** The `config` object of a template: `config(a=1)` hands over what is set, `config.get('a')` asks for it. */
export interface ConfigHooks {
  /** What a `config(…)` call sets: keys and values, and the call. */
  set(values: ReadonlyMap<string, Value>, call: Call): void
  /** The value of a key, undefined when it is not configured. */
  get(key: string): Value | undefined
}

export function configValue({ set, get }: ConfigHooks): Value {
  function read(call: Call): Value {
    const [key, fallback] = bindArguments(
      'config.get',
      ['name', ['default', null], ['validator', null]],
      call,
    )
    return get(textOf(key)) ?? fallback
  }
  function require(call: Call): Value {
    const [key] = bindArguments('config.require', ['name', ['validator', null]], call)
    const value = get(textOf(key))
    if (value === undefined) throw new GildError('config-required', { key: textOf(key) }, { at: call.at() })
    return value
  }
  const methods: Readonly<Record<string, Value>> = {
    get: hostFunction('config.get', read),
    require: hostFunction('config.require', require),
    set: hostFunction('config.set', call => {
      const [key, value] = bindArguments('config.set', ['name', 'value'], call)
      set(new Map([[textOf(key), value]]), call)
      return ''
    }),
  }
  return hostValue({
    typeName: 'config',
    attribute: name => methods[name],
    names: () => Object.keys(methods),
    call: call => {
      const dict: unknown = toJs(call.positional[0] ?? null)
      const positional = typeof dict === 'object' && dict !== null ? Object.entries(dict) : []
      const given = positional.map(([key, value]): [string, Value] => [key, fromJs(value)])
      set(new Map([...given, ...call.named]), call)
      return ''
    },
  })
}

function varFunction(options: GlobalsOptions): Value {
  const { project, packageName, used } = options
  const find = (name: string) => findVar(project.vars, name, packageName)
  function read(call: Call): Value {
    const [key, fallback] = bindArguments('var', ['name', ['default', missing]], call)
    const name = textOf(key)
    used?.('var', name)
    const found = find(name)
    if (found !== undefined) return fromJs(found.value)
    if (fallback !== missing) return fallback
    const closest = nearest(name, varNames(project.vars, packageName))
    throw new GildError('var-missing', { name, closest }, { at: call.at() })
  }
  const hasVar = hostFunction('var.has_var', call => {
    const [name] = bindArguments('var.has_var', ['name'], call)
    return find(textOf(name)) !== undefined
  })
  return hostValue({
    typeName: 'var',
    attribute: name => (name === 'has_var' ? hasVar : undefined),
    names: () => ['has_var'],
    call: read,
  })
}

// Stands for "no default": no template can hold it.
const missing: Value = hostValue({ typeName: 'missing' })

function envVar({ env, used }: GlobalsOptions, call: Call): Value {
  const [key, fallback] = bindArguments('env_var', ['name', ['default', missing]], call)
  const name = textOf(key)
  used?.('env_var', name)
  const found = env(name)
  if (found !== undefined) return found
  if (fallback !== missing) return typeof fallback === 'string' ? fallback : textOf(fallback)
  throw new GildError('env-var-missing', { name }, { at: call.at() })
}

// `schema` is always text, as packages expect; `layered` says that no schema is configured.
function targetValue(target: Target): Value {
  return fromJs({
    name: target.name,
    target_name: target.name,
    type: target.engine,
    schema: target.schema ?? 'main',
    layered: target.schema === undefined,
    database: 'memory',
    threads: target.threads,
    lake: target.lake,
    profile_name: target.name,
  })
}

function exceptionsValue({ say }: GlobalsOptions): Value {
  const raise = hostFunction('exceptions.raise_compiler_error', call => {
    const [message] = bindArguments('raise_compiler_error', ['msg', ['node', null]], call)
    throw new GildError('raised', { message: textOf(message) }, { at: call.at() })
  })
  const warn = hostFunction('exceptions.warn', call => {
    const [message] = bindArguments('warn', ['msg', ['node', null]], call)
    say('warning', textOf(message))
    return ''
  })
  const methods: Readonly<Record<string, Value>> = { raise_compiler_error: raise, warn }
  return hostValue({
    typeName: 'exceptions',
    attribute: name => methods[name],
    names: () => Object.keys(methods),
  })
}

function parseJson(text: string, fallback: Value): Value {
  try {
    return fromJs(JSON.parse(text))
  } catch {
    return fallback
  }
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : String(toJs(value) ?? '')
}
