import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { NodeId } from '../manifest.ts'
import type { RecordedReference } from './recorder.ts'

/** What ref() and source() can name. */
export interface Referables {
  readonly projectName: string
  /** Models and seeds by name, disabled ones too. */
  readonly nodes: ReadonlyMap<string, { readonly id: NodeId; readonly enabled: boolean }>
  /** By `source.table`. */
  readonly sources: ReadonlyMap<string, { readonly id: NodeId; readonly enabled: boolean }>
}

export interface Referrer {
  readonly name: string
  /** Where the name at `position` of the arguments stands. */
  place(reference: RecordedReference, position: number): Location
}

export type Resolved =
  | { readonly kind: 'found'; readonly id: NodeId }
  | { readonly kind: 'disabled'; readonly error: GildError }
  | { readonly kind: 'unknown'; readonly error: GildError }

/** Finds what a reference names. What it does not find is an error at the name. */
export function resolveReference(
  { projectName, nodes, sources }: Referables,
  reference: RecordedReference,
  referrer: Referrer,
): Resolved {
  const [first = '', second] = reference.name
  const node = referrer.name
  if (reference.kind === 'source') {
    const source = `${first}.${second ?? ''}`
    const found = sources.get(source)
    if (found?.enabled === true) return { kind: 'found', id: found.id }
    const at = referrer.place(reference, knowsSource(sources, first) ? 1 : 0)
    if (found !== undefined) return disabled(node, source, at)
    const closest = nearest(source, sources.keys())
    return { kind: 'unknown', error: new GildError('source-not-found', { node, source, closest }, { at }) }
  }
  const name = second ?? first
  const ours = second === undefined || first === projectName
  const found = ours ? nodes.get(name) : undefined
  if (found?.enabled === true) return { kind: 'found', id: found.id }
  const at = referrer.place(reference, ours ? reference.name.length - 1 : 0)
  if (found !== undefined) return disabled(node, name, at)
  const ref = reference.name.join('.')
  // A node that reads itself is never what was meant.
  const others = [...nodes.keys()].filter(each => each !== node)
  const closest = ours ? nearest(name, others) : nearest(first, [projectName])
  return { kind: 'unknown', error: new GildError('ref-not-found', { node, ref, closest }, { at }) }
}

function disabled(node: string, ref: string, at: Location): Resolved {
  return { kind: 'disabled', error: new GildError('ref-disabled', { node, ref }, { at }) }
}

function knowsSource(sources: Referables['sources'], name: string): boolean {
  return [...sources.keys()].some(key => key.startsWith(`${name}.`))
}
