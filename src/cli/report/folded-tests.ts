import type { NodeOutcome } from '../../ports/run-event.ts'
import { plural } from '../quantity.ts'
import { paint } from '../style.ts'
import type { Style } from '../terminal.ts'
import { markOf } from './marks.ts'

/** Tests that need not run again are no news: they are told together, when the run has ended. */
export function isFolded({ resourceType, status }: Pick<NodeOutcome, 'resourceType' | 'status'>): boolean {
  return (resourceType === 'test' || resourceType === 'unit_test') && status === 'no-op'
}

/** The line for all folded outcomes; empty when there are none. Ends with a newline. */
export function foldedLine(outcomes: readonly NodeOutcome[], style: Style): string {
  const folded = outcomes.filter(isFolded)
  if (folded.length === 0) return ''
  const units = folded.filter(({ resourceType }) => resourceType === 'unit_test').length
  const data = plural(folded.length - units, 'data test')
  const text =
    units === 0
      ? `${data} passed before on the same versions`
      : `${data} and ${plural(units, 'unit test')} passed before on the same versions and code`
  return `  ${markOf('no-op', style)} ${paint(style, 'dim', text)}\n`
}
