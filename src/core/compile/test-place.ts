import { GildError } from '../../errors/gild-error.ts'
import type { Location } from '../../errors/location.ts'
import type { ManifestNode } from '../parse/manifest.ts'
import type { SourceMap } from '../template/index.ts'

// The template of a generic test is a line of gild's own, which calls the test's macro. Places in it mean the YAML that
// declares the test.

/** The map of a node's rendered text, whose places are places in the user's files. */
export function placedMap(node: ManifestNode, map: SourceMap): SourceMap {
  const declared = declaredAt(node)
  if (declared === undefined) return map
  return { locate: offset => place(map.locate(offset), declared) }
}

/** The error to throw for one that rendering threw. */
export function placedInYaml(node: ManifestNode, error: unknown): unknown {
  const declared = declaredAt(node)
  if (declared === undefined || !(error instanceof GildError) || error.at === undefined) return error
  const at = place(error.at, declared)
  return new GildError(error.code, error.params, { at, cause: error.cause })
}

function declaredAt(node: ManifestNode): Location | undefined {
  if (node.kind !== 'test' || node.generic === undefined) return undefined
  return node.patchedAt ?? { file: node.file }
}

function place(at: Location, declared: Location): Location {
  if (at.file === declared.file) return { ...declared, calls: at.calls }
  const { file, line = 1, column = 1 } = declared
  const calls = at.calls?.map(call => (call.file === file ? { ...call, line, column } : call))
  return { ...at, calls }
}
