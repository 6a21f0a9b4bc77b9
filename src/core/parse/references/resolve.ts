import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { NodeId } from '../manifest.ts'
import type { RecordedReference } from './recorder.ts'

/** Something that ref() or source() can name. */
export interface Referable {
  readonly id: NodeId
  readonly package: string
  readonly enabled: boolean
}

/** What ref() and source() can name, of all packages, disabled ones too. */
export interface Referables {
  readonly projectName: string
  /** Models and seeds by name. */
  readonly nodes: ReadonlyMap<string, readonly Referable[]>
  /** By `source.table`. */
  readonly sources: ReadonlyMap<string, readonly Referable[]>
  /** All packages, the root project among them. */
  readonly packages: ReadonlySet<string>
}

export interface Referrer {
  readonly name: string
  /** Whose names it sees first. */
  readonly package: string
  /** Where the name at `position` of the arguments stands. */
  place(reference: RecordedReference, position: number): Location
}

export type Resolved =
  | { readonly kind: 'found'; readonly id: NodeId }
  | { readonly kind: 'disabled'; readonly error: GildError }
  | { readonly kind: 'unknown'; readonly error: GildError }

/** Finds what a reference names. What it does not find is an error at the name. */
export function resolveReference(
  referables: Referables,
  reference: RecordedReference,
  referrer: Referrer,
): Resolved {
  return reference.kind === 'source'
    ? resolveSource(referables, reference, referrer)
    : resolveRef(referables, reference, referrer)
}

/** The one that a package means by a name: its own, else the root project's, else the first. Enabled ones go before. */
export function pickReferable(
  found: readonly Referable[] | undefined,
  { own, root }: { readonly own: string; readonly root: string },
): Referable | undefined {
  const all = found ?? []
  const enabled = all.filter(each => each.enabled)
  const from = enabled.length > 0 ? enabled : all
  return from.find(each => each.package === own) ?? from.find(each => each.package === root) ?? from[0]
}

function resolveSource(
  { projectName, sources }: Referables,
  reference: RecordedReference,
  referrer: Referrer,
): Resolved {
  const [first = '', second = ''] = reference.name
  const node = referrer.name
  const source = `${first}.${second}`
  const found = pickReferable(sources.get(source), { own: referrer.package, root: projectName })
  if (found?.enabled === true) return { kind: 'found', id: found.id }
  const at = referrer.place(reference, knowsSource(sources, first) ? 1 : 0)
  if (found !== undefined) return disabled(node, source, at)
  const closest = nearest(source, sources.keys())
  return { kind: 'unknown', error: new GildError('source-not-found', { node, source, closest }, { at }) }
}

function resolveRef(
  { projectName, nodes, packages }: Referables,
  reference: RecordedReference,
  referrer: Referrer,
): Resolved {
  const [first = '', second] = reference.name
  const node = referrer.name
  const name = second ?? first
  const isKnown = second === undefined || packages.has(first)
  const inPackage = nodes.get(name)?.filter(each => second === undefined || each.package === first)
  const found = pickReferable(inPackage, { own: referrer.package, root: projectName })
  if (found?.enabled === true) return { kind: 'found', id: found.id }
  const at = referrer.place(reference, isKnown ? reference.name.length - 1 : 0)
  if (found !== undefined) return disabled(node, name, at)
  const ref = reference.name.join('.')
  // A node that reads itself is never what was meant.
  const others = [...nodes.keys()].filter(each => each !== node)
  const closest = isKnown ? nearest(name, others) : nearest(first, packages)
  return { kind: 'unknown', error: new GildError('ref-not-found', { node, ref, closest }, { at }) }
}

function disabled(node: string, ref: string, at: Location): Resolved {
  return { kind: 'disabled', error: new GildError('ref-disabled', { node, ref }, { at }) }
}

function knowsSource(sources: Referables['sources'], name: string): boolean {
  return [...sources.keys()].some(key => key.startsWith(`${name}.`))
}
