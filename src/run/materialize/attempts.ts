import { GildError } from '../../errors/gild-error.ts'
import type { NodeResult } from '../node-result.ts'

/** How one attempt at a node ended; after a conflict another process has published first. */
export type AttemptEnd =
  | { readonly kind: 'ended'; readonly result: NodeResult }
  | { readonly kind: 'conflict'; readonly reason: string }

const attempts = 8

/** Tries until nobody is faster. Throws `publish-conflict` when every attempt has lost. */
export async function untilPublished(node: string, attempt: () => Promise<AttemptEnd>): Promise<NodeResult> {
  let reason = ''
  for (let count = 0; count < attempts; count++) {
    const end = await attempt()
    if (end.kind === 'ended') return end.result
    reason = end.reason
  }
  throw new GildError('publish-conflict', { node, attempts, reason })
}
