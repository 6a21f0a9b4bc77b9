import { bug } from '../../errors/bug.ts'
import type { Manifest, NodeId } from './manifest.ts'

/**
 * A hash (SHA-256, hex) of everything that decides what a node's SQL does: its text, config, macros and variables, and
 * the same of the views and ephemeral models that it inlines.
 */
export function nodeCode(manifest: Manifest, id: NodeId): string {
  return bug(`no code for ${id} among ${manifest.nodes.size}`)
}
