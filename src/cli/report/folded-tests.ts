import type { NodeOutcome } from '../../ports/run-event.ts'
import { plural } from '../quantity.ts'
import { paint } from '../style.ts'
import type { Style } from '../terminal.ts'
import { markOf } from './marks.ts'

/** Data tests that need not run again are no news: they are told together, when the run has ended. */
export function isFolded({ resourceType, status }: Pick<NodeOutcome, 'resourceType' | 'status'>): boolean {
  return resourceType === 'test' && status === 'no-op'
}

/** The line for all folded outcomes; empty when there are none. Ends with a newline. */
export function foldedLine(outcomes: readonly NodeOutcome[], style: Style): string {
  const folded = outcomes.filter(isFolded).length
  if (folded === 0) return ''
  const text = `${plural(folded, 'data test')} passed before on the same versions`
  return `  ${markOf('no-op', style)} ${paint(style, 'dim', text)}\n`
}
