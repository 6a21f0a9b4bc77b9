import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { bindArguments, type Call, hostFunction, hostValue, type Value } from '../../template/index.ts'
import { configValue, type GlobalsOptions, globals } from '../globals.ts'

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

export interface RecorderOptions extends Pick<GlobalsOptions, 'project' | 'packageName' | 'env'> {
  /** The name of the node, for messages and for `this`. */
  readonly node: string
  /** What `model` gives. */
  readonly model: Value
  /** The value of a config key that is set outside of the template. */
  configured(key: string): Value | undefined
}

export interface Recorder {
  readonly values: Readonly<Record<string, Value>>
  readonly recording: Recording
}

/**
 * The names of dbt for the one render that finds out what a template uses: nothing is looked up, relations are
 * placeholders, `execute` and `is_incremental()` are false.
 */
export function recorder(options: RecorderOptions): Recorder {
  const references: RecordedReference[] = []
  const configCalls: ConfigCall[] = []
  const used = { var: new Set<string>(), env_var: new Set<string>() }
  const shared = globals({
    ...options,
    execute: false,
    say: () => undefined,
    used: (kind, name) => used[kind].add(name),
  })
  const record = (kind: RecordedReference['kind']) => (call: Call) => {
    const name = referenceName(kind, call, options.node)
    references.push({ kind, name, at: call.at() })
    return placeholder(name.at(-1) ?? '')
  }
  const config = configValue({
    set: (values, call) => void configCalls.push({ values, at: call.at() }),
    get: key =>
      configCalls.findLast(call => call.values.has(key))?.values.get(key) ?? options.configured(key),
  })
  const values: Readonly<Record<string, Value>> = {
    ...shared,
    config,
    model: options.model,
    this: placeholder(options.node),
    ref: hostFunction('ref', record('ref')),
    source: hostFunction('source', record('source')),
    stream: hostFunction('stream', passOn('stream')),
    changes: hostFunction('changes', passOn('changes')),
    changed_partitions: hostFunction('changed_partitions', call => {
      bindArguments('changed_partitions', ['relation', 'column'], call)
      return 'null'
    }),
    is_incremental: hostFunction('is_incremental', () => false),
  }
  return {
    values,
    recording: {
      references,
      configCalls,
      get vars() {
        return [...used.var]
      },
      get environment() {
        return [...used.env_var]
      },
    },
  }
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
  if (kind === 'source' && given.count !== 2) return `has ${given.count} arguments instead of 2`
  if (given.count < 1 || given.count > 2) return `has ${given.count} arguments instead of 1 or 2`
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
