import type { Compiled, Reference } from '../../core/compile/compiled.ts'
import type { ChangedPartitions, RunStatements, ValuesOf } from '../../core/compile/options.ts'
import type { ModelNode, NodeId } from '../../core/parse/manifest.ts'
import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import { planMicroBatch } from '../../ingest/micro-batch.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { Pin } from '../../ports/pin.ts'
import type { RelationSpec } from '../../ports/relation.ts'
import type { MessageBatch } from '../../ports/stream-source.ts'
import type { RunContext } from '../run-context.ts'
import type { InputState, StreamState, TableState } from './input-state.ts'

/** What the references of one node turn into, while the node runs. */
export interface NodeRelations extends AsyncDisposable {
  /** In the order of creation. */
  readonly specs: readonly RelationSpec[]
}

export interface RelationsOptions {
  readonly name: string
  readonly compiled: Pick<Compiled, 'references'>
  readonly states: readonly InputState[]
  readonly base: Pin | undefined
  /** Whether `stream()` and `changes()` mean only what the table has not read yet. */
  readonly isIncremental: boolean
  readonly discover: boolean
  /** Names of columns that undeclared fields of a stream do not get. */
  readonly reserved?: readonly string[]
  /** For the views that the node reads. */
  readonly changedPartitions: ChangedPartitions
  readonly valuesOf?: ValuesOf | undefined
  /** What views run statements with while they are compiled. */
  readonly query?: RunStatements | undefined
}

/** Compiles the views that the node reads and opens the batches of its streams. */
export async function nodeRelations(context: RunContext, options: RelationsOptions): Promise<NodeRelations> {
  const builder = new RelationBuilder(context, options)
  try {
    await builder.add(options.compiled)
    return builder
  } catch (error) {
    await builder[Symbol.asyncDispose]()
    throw error
  }
}

/** Open until the node has ended: its batches may hold temporary files. */
class RelationBuilder implements NodeRelations {
  readonly specs: RelationSpec[] = []
  readonly #names = new Set<string>()
  readonly #batches = new Map<string, Promise<MessageBatch>>()
  readonly #states: ReadonlyMap<NodeId, InputState>
  readonly #context: RunContext
  readonly #options: RelationsOptions

  constructor(context: RunContext, options: RelationsOptions) {
    this.#context = context
    this.#options = options
    this.#states = new Map(options.states.map(state => [state.input.id, state]))
  }

  async add(compiled: Pick<Compiled, 'references'>): Promise<void> {
    for (const reference of compiled.references) {
      const key = `${reference.name.schema}.${reference.name.name}`
      if (this.#names.has(key)) continue
      this.#names.add(key)
      const spec = await this.#spec(reference)
      if (spec !== undefined) this.specs.push(spec)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const batch of this.#batches.values()) {
      // A batch that failed to open has been reported where it was opened.
      const open = await batch.catch(() => undefined)
      await open?.[Symbol.asyncDispose]()
    }
  }

  async #spec(reference: Reference): Promise<RelationSpec | undefined> {
    if (reference.mode === 'this') return this.#own(reference)
    const state = this.#states.get(reference.to)
    if (state === undefined) return this.#view(reference)
    if (state.kind === 'files') return { kind: 'files', name: reference.name, table: state.table }
    return state.kind === 'table' ? this.#table(reference, state) : this.#messages(reference, state)
  }

  #own({ name }: Reference): RelationSpec | undefined {
    const { base } = this.#options
    return base === undefined ? undefined : { kind: 'table', name, pin: base }
  }

  #table({ name, mode }: Reference, { pin, readTo, input }: TableState): RelationSpec {
    const since = this.#options.isIncremental ? readTo : undefined
    if (mode === 'appended') return { kind: 'appended', name, pin, since }
    if (mode === 'changes')
      return { kind: 'changes', name, pin, since, uniqueKey: uniqueKeyOf(this.#context, input.id) }
    return { kind: 'table', name, pin }
  }

  async #messages({ name, mode }: Reference, state: StreamState): Promise<RelationSpec> {
    const columns = declaredColumns(this.#context, state.input.id)
    const batch = await this.#batch(state, mode === 'all')
    const { discover, reserved } = this.#options
    return { kind: 'messages', name, batch, columns, discover, reserved }
  }

  #batch({ input, batch }: StreamState, everything: boolean): Promise<MessageBatch> {
    const key = `${input.topic}:${everything}`
    const opened = this.#batches.get(key) ?? this.#open(input.topic, everything ? undefined : batch.ranges)
    this.#batches.set(key, opened)
    return opened
  }

  async #open(topic: string, ranges: StreamState['batch']['ranges'] | undefined): Promise<MessageBatch> {
    const source = this.#context.streams ?? bug(`the topic "${topic}" was planned without streams`)
    const node = this.#options.name
    const all = { source, topic, node, cursors: new Map<string, bigint>(), everything: true }
    return source.read(topic, ranges ?? (await planMicroBatch(all)).ranges)
  }

  async #view({ to, name, mode }: Reference): Promise<RelationSpec> {
    const view = this.#context.manifest.nodes.get(to)
    if (view?.kind !== 'model') bug(`"${this.#options.name}" refers to "${to}", whose state is not known`)
    if (mode === 'appended' || mode === 'changes') throw notAView(this.#options.name, view, mode)
    const { changedPartitions, valuesOf, query } = this.#options
    const given = { changedPartitions, valuesOf, query }
    const request = { node: view, incremental: false, suffix: `@${view.name}`, ...given }
    const compiled = await this.#context.compile(request)
    await this.add(compiled)
    return { kind: 'view', name, sql: compiled.sql }
  }
}

function notAView(node: string, view: ModelNode, mode: 'appended' | 'changes'): GildError {
  const call = mode === 'appended' ? 'stream()' : 'changes()'
  return new GildError('changes-need-table', { node, input: view.name, call })
}

function uniqueKeyOf({ manifest }: RunContext, id: NodeId): readonly string[] {
  const node = manifest.nodes.get(id)
  return node?.kind === 'model' ? node.config.uniqueKey : []
}

function declaredColumns({ manifest }: RunContext, id: NodeId): readonly ColumnType[] {
  const columns = manifest.sources.get(id)?.columns ?? []
  return columns.flatMap(({ name, dataType }) => (dataType === undefined ? [] : [{ name, type: dataType }]))
}
