import type { Location } from '../../../errors/location.ts'
import type { NodeId } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import { recordTemplate } from './record-template.ts'
import { type Referables, resolveReference } from './resolve.ts'

/** A reference as YAML has it, without braces: `ref('orders')`. */
export interface WrittenReference {
  readonly text: string
  readonly at: Location
  /** For messages. */
  readonly node: string
  readonly referables: Referables
  /** Whether what it names must exist. */
  readonly required: boolean
}

export type WrittenResult =
  | { readonly kind: 'found'; readonly id: NodeId }
  | { readonly kind: 'no-reference' | 'reported' }

/** Finds what YAML refers to. Everything but a text that is no reference at all is reported. */
export function findWritten(
  run: ParseRun,
  { text, at, node, referables, required }: WrittenReference,
): WrittenResult {
  const template = { file: at.file, text: `{{ ${text} }}`, writtenAt: at, node, fqn: [], configured: {} }
  const recorded = recordTemplate(run, template)
  if (recorded === undefined) return { kind: 'reported' }
  const [reference, ...others] = recorded.recording.references
  if (reference === undefined || others.length > 0) return { kind: 'no-reference' }
  const resolved = resolveReference(referables, reference, {
    name: node,
    package: run.project.name,
    place: () => at,
  })
  if (resolved.kind === 'found') return resolved
  if (required) run.diagnostics.report(resolved.error)
  return { kind: 'reported' }
}
