import type { NodeId } from '../../core/parse/manifest.ts'
import { GildError } from '../../errors/gild-error.ts'
import { type MicroBatch, planMicroBatch } from '../../ingest/micro-batch.ts'
import type { Pin } from '../../ports/pin.ts'
import type { ChangeKind, CursorMove } from '../../ports/warehouse.ts'
import type { RunContext } from '../run-context.ts'
import { type FoundTable, findTable } from './file-state.ts'
import type { NodeInput } from './node-inputs.ts'

/** One input as a node finds it: what is there, and how far the node's own table has read it. */
export type InputState = TableState | FilesState | StreamState

export interface TableState {
  readonly kind: 'table'
  readonly input: NodeInput & { readonly kind: 'table' }
  readonly pin: Pin
  readonly cursorId: string
  /** The version that was read last; undefined at the first time. */
  readonly readTo: number | undefined
  readonly change: ChangeKind
}

export interface FilesState extends FoundTable {
  readonly kind: 'files'
  readonly input: NodeInput & { readonly kind: 'files' }
  readonly cursorId: string
  /** The fingerprint of what was read last; undefined at the first time. */
  readonly readTo: bigint | undefined
}

export interface StreamState {
  readonly kind: 'stream'
  readonly input: NodeInput & { readonly kind: 'stream' }
  readonly batch: MicroBatch
}

export interface InputStateOptions {
  readonly id: NodeId
  readonly name: string
  readonly inputs: readonly NodeInput[]
  /** The node's own table, undefined when it has none: a new one, a view, a test. */
  readonly base: Pin | undefined
  /** Streams are read from their first record on. */
  readonly everything: boolean
}

/** Throws `input-not-built`, `source-files-missing`, `no-streams` and what planning a micro-batch throws. */
export function inputStates(context: RunContext, options: InputStateOptions): Promise<readonly InputState[]> {
  return Promise.all(
    options.inputs.map((input): Promise<InputState> => {
      if (input.kind === 'table') return tableState(context, input, options)
      if (input.kind === 'files') return filesState(context, input, options)
      return streamState(context, input, options)
    }),
  )
}

/** The cursors that publishing moves: the version or the last offset of each input that is not recorded yet. */
export function cursorMoves(states: readonly InputState[]): readonly CursorMove[] {
  return states.flatMap(state => {
    if (state.kind === 'stream') return state.batch.moves
    if (state.kind === 'files') {
      const { cursorId: id, readTo: from, fingerprint: to } = state
      return from === to ? [] : [{ id, from, to }]
    }
    const { cursorId: id, readTo, pin } = state
    if (readTo !== undefined && readTo >= pin.version) return []
    return [{ id, from: readTo === undefined ? undefined : BigInt(readTo), to: BigInt(pin.version) }]
  })
}

async function tableState(
  context: RunContext,
  input: NodeInput & { readonly kind: 'table' },
  { id, name, base }: InputStateOptions,
): Promise<TableState> {
  let pin = await context.pins.get(input.path)
  if (pin === undefined)
    throw new GildError('input-not-built', { node: name, input: input.name, kind: input.what })
  const cursorId = `gild/${id}/${pin.tableId}`
  const cursor = base?.cursors.get(cursorId)
  const readTo = cursor === undefined ? undefined : Number(cursor)
  // Another run has read further than this run's pin: going on from the pin would take the table back in time.
  if (readTo !== undefined && readTo > pin.version) pin = (await context.pins.refresh(input.path)) ?? pin
  const change = await changeOf(context, pin, readTo)
  return { kind: 'table', input, pin, cursorId, readTo, change }
}

async function filesState(
  context: RunContext,
  input: NodeInput & { readonly kind: 'files' },
  { id, base }: InputStateOptions,
): Promise<FilesState> {
  const found = await findTable(context, input.id)
  const cursorId = `gild/${id}/${input.id}`
  return { kind: 'files', input, ...found, cursorId, readTo: base?.cursors.get(cursorId) }
}

async function changeOf(
  { warehouse }: RunContext,
  pin: Pin,
  readTo: number | undefined,
): Promise<ChangeKind> {
  if (readTo === undefined) return 'appended'
  if (readTo >= pin.version) return 'none'
  return warehouse.changesSince(pin, readTo)
}

async function streamState(
  { streams, target }: RunContext,
  input: NodeInput & { readonly kind: 'stream' },
  { name, base, everything }: InputStateOptions,
): Promise<StreamState> {
  if (streams === undefined) throw new GildError('no-streams', { node: name, source: input.name, target })
  const cursors = base?.cursors ?? new Map<string, bigint>()
  const batch = await planMicroBatch({ source: streams, topic: input.topic, node: name, cursors, everything })
  return { kind: 'stream', input, batch }
}
