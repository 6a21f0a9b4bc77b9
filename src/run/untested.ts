import type { Graph } from '../core/graph/dag.ts'
import type { NodeId } from '../core/parse/manifest.ts'
import type { NodeOutcome } from '../ports/run-event.ts'

/** What `run` has published without its data tests, as a sentence; undefined when that is nothing. */
export function untested(
  { manifest, children }: Graph,
  outcomes: readonly NodeOutcome[],
): string | undefined {
  const names: string[] = []
  const tests = new Set<NodeId>()
  for (const { id, name, status, version } of outcomes) {
    if (status !== 'success' || version === undefined) continue
    const own = (children.get(id as NodeId) ?? []).filter(child => manifest.nodes.get(child)?.kind === 'test')
    if (own.length > 0) names.push(name)
    for (const test of own) tests.add(test)
  }
  if (names.length === 0) return undefined
  return `Published without running their ${tests.size} data tests: ${names.join(', ')}. "gild build" runs them.`
}
