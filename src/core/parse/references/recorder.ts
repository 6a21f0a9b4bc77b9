import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { adapterValue } from '../../compile/context/adapter-value.ts'
import {
  bindArguments,
  type Call,
  type Context,
  contextOf,
  hostFunction,
  hostValue,
  type Value,
} from '../../template/index.ts'
import { configValue, type GlobalsOptions, globals } from '../globals.ts'
import type { PackageMacros } from '../macro-namespace.ts'

/** What one render of a template asked for, in order. */
export interface Recording {
  readonly references: readonly RecordedReference[]
  readonly configCalls: readonly ConfigCall[]
  readonly vars: readonly string[]
  readonly environment: readonly string[]
}

/** `name` is `['model']`, `['package', 'model']` or `['source', 'table']`. */
export interface RecordedReference {
  readonly kind: 'ref' | 'source'
  readonly name: readonly string[]
  readonly at: Location
}

export interface ConfigCall {
  readonly values: ReadonlyMap<string, Value>
  readonly at: Location
}

/** The node whose template is rendered. */
export interface RecordedNode {
  /** For messages, and for `this`. */
  readonly name: string
  /** What `model` gives. */
  model(): Value
  /** The value of a config key that is set outside of the template. */
  configured(key: string): Value | undefined
}

export interface Recorder {
  /** What templates see beside the macros. */
  readonly context: Context
  /** What `render` asks for while it runs. Calls do not nest. */
  record(node: RecordedNode, render: (context: Context) => void): Recording
}

export interface RecorderOptions extends Pick<GlobalsOptions, 'project' | 'packageName' | 'env'> {
  readonly macros: PackageMacros
}

interface State extends Recording {
  readonly node: RecordedNode
  readonly references: RecordedReference[]
  readonly configCalls: ConfigCall[]
  readonly vars: string[]
  readonly environment: string[]
}

/**
 * The names of dbt for the one render that finds out what a template uses: nothing is looked up, relations are
 * placeholders, `execute` and `is_incremental()` are false. One recorder serves a whole project, one render at a time.
 */
export function openRecorder(options: RecorderOptions): Recorder {
  let state: State = startState({ name: '', model: () => null, configured: () => undefined })
  const all = { ...sharedValues(options, () => state), ...referenceValues(() => state) }
  const values = contextOf({ ...all, builtins: builtinsValue(all) })
  const perNode: Readonly<Record<string, () => Value>> = {
    model: () => state.node.model(),
    this: () => placeholder(state.node.name),
  }
  const context: Context = {
    get: name => values.get(name) ?? (Object.hasOwn(perNode, name) ? perNode[name]?.() : undefined),
    names: () => [...values.names(), ...Object.keys(perNode)],
  }
  return {
    context,
    record(node, render) {
      const started = startState(node)
      state = started
      render(context)
      return started
    },
  }
}

function startState(node: RecordedNode): State {
  return { node, references: [], configCalls: [], vars: [], environment: [] }
}

function sharedValues(options: RecorderOptions, state: () => State): Readonly<Record<string, Value>> {
  const shared = globals({
    ...options,
    execute: false,
    say: () => undefined,
    used: (kind, name) => state()[kind === 'var' ? 'vars' : 'environment'].push(name),
  })
  const config = configValue({
    set: (values, call) => state().configCalls.push({ values, at: call.at() }),
    get(key) {
      const { configCalls, node } = state()
      return configCalls.findLast(call => call.values.has(key))?.values.get(key) ?? node.configured(key)
    },
  })
  return { ...shared, config, adapter: adapterValue(options.macros) }
}

function referenceValues(state: () => State): Readonly<Record<string, Value>> {
  const record = (kind: RecordedReference['kind']) =>
    hostFunction(kind, call => {
      const { node, references } = state()
      const name = referenceName(kind, call, node.name)
      references.push({ kind, name, at: call.at() })
      return placeholder(name.at(-1) ?? '')
    })
  return {
    ref: record('ref'),
    source: record('source'),
    stream: hostFunction('stream', passOn('stream')),
    changes: hostFunction('changes', passOn('changes')),
    changed_partitions: hostFunction('changed_partitions', call => {
      bindArguments('changed_partitions', ['relation', 'column'], call)
      return 'null'
    }),
    values_of: hostFunction('values_of', call => {
      bindArguments('values_of', ['query'], call)
      return 'null'
    }),
    is_incremental: hostFunction('is_incremental', () => false),
  }
}

// What a macro of the project named `ref` or `source` calls to do its work.
function builtinsValue({ ref, source, config }: Readonly<Record<string, Value>>): Value {
  const builtins: Readonly<Record<string, Value | undefined>> = { ref, source, config }
  return hostValue({
    typeName: 'builtins',
    attribute: name => builtins[name],
    names: () => Object.keys(builtins),
  })
}

function passOn(name: string): (call: Call) => Value {
  return call => bindArguments(name, ['relation'], call)[0]
}

function referenceName(kind: RecordedReference['kind'], call: Call, node: string): readonly string[] {
  const { positional, named } = call
  const texts = positional.filter(value => typeof value === 'string')
  const problem = referenceProblem(kind, {
    count: positional.length,
    texts: texts.length,
    named: [...named.keys()],
  })
  if (problem !== undefined) {
    throw new GildError('ref-invalid', { node, call: `${kind}()`, problem }, { at: call.at() })
  }
  return texts
}

interface GivenArguments {
  readonly count: number
  readonly texts: number
  readonly named: readonly string[]
}

function referenceProblem(kind: RecordedReference['kind'], given: GivenArguments): string | undefined {
  const [first] = given.named
  if (first !== undefined) return `has the argument "${first}", which is not supported`
  const count = given.count === 1 ? '1 argument' : `${given.count} arguments`
  if (kind === 'source' && given.count !== 2) return `has ${count} instead of 2`
  if (given.count < 1 || given.count > 2) return `has ${count} instead of 1 or 2`
  return given.texts === given.count ? undefined : 'has an argument that is not text'
}

// Stands for a relation while nothing is known about where it is stored.
function placeholder(name: string): Value {
  const attributes: Readonly<Record<string, Value>> = {
    name,
    identifier: name,
    table: name,
    schema: '',
    database: '',
    type: null,
  }
  return hostValue({
    typeName: 'Relation',
    str: () => name,
    attribute: key => attributes[key],
    names: () => Object.keys(attributes),
  })
}
