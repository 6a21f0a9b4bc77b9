import { bug } from '../../errors/bug.ts'
import type { Manifest, NodeId } from '../parse/manifest.ts'

export type ListOutput = 'name' | 'selector' | 'path' | 'json'

/** One line for each node, in the given order: what `gild ls` prints. */
export function listNodes(manifest: Manifest, ids: Iterable<NodeId>, output: ListOutput): readonly string[] {
  return bug(`no list of ${[...ids].length} of ${manifest.nodes.size} as ${output}`)
}
