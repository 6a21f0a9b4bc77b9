import { createHash } from 'node:crypto'
import type { NodeId, UnitTestNode } from '../../core/parse/manifest.ts'
import type { RunContext } from '../run-context.ts'

/**
 * A hash of all that decides how a unit test ends: its rows, the code of its model, and of whatever lies above the
 * model the code and the described columns, which give the rows their types.
 */
export function unitTestEvidence({ manifest, codeOf }: RunContext, test: UnitTestNode): string {
  const hash = createHash('sha256')
  const seen = new Set<NodeId>()
  function visit(id: NodeId): void {
    if (seen.has(id)) return
    seen.add(id)
    const source = manifest.sources.get(id)
    const node = manifest.nodes.get(id)
    const columns = source?.columns ?? (node !== undefined && 'columns' in node ? node.columns : [])
    hash.update(JSON.stringify([id, columns.map(({ name, dataType }) => [name, dataType])]))
    if (node === undefined) return
    hash.update(codeOf(id))
    if ('dependsOn' in node) node.dependsOn.nodes.forEach(visit)
  }
  const { given, expect, overrides } = test
  const rows = given.map(({ input, rows: given }) => [input, given])
  hash.update(
    JSON.stringify([rows, expect, overrides], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  )
  test.dependsOn.nodes.forEach(visit)
  return hash.digest('hex')
}
