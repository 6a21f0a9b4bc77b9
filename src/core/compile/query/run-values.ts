import type { NodeOutcome } from '../../../ports/run-event.ts'
import { nodeJson } from '../../artifacts/node-json.ts'
import { resultJson } from '../../artifacts/run-results.ts'
import { unitTestJson } from '../../artifacts/unit-test-json.ts'
import type { Manifest, NodeId } from '../../parse/manifest.ts'
import { fromJs, hostFunction, hostValue, tuple, type Value } from '../../template/index.ts'
import { database } from '../context/relation-value.ts'

/** What only `on-run-end` sees: `results`, one for each node, and `schemas` and `database_schemas`, what was built. */
export function runValues(
  manifest: Manifest,
  outcomes: readonly NodeOutcome[],
): Readonly<Record<string, Value>> {
  const schemas = builtSchemas(manifest, outcomes)
  return {
    results: outcomes.map(outcome => resultValue(manifest, outcome)),
    schemas: [...schemas],
    database_schemas: schemas.map(schema => tuple([database, schema])),
  }
}

const failed: ReadonlySet<string> = new Set(['error', 'fail', 'skipped'])

function builtSchemas({ nodes }: Manifest, outcomes: readonly NodeOutcome[]): readonly string[] {
  const found = outcomes.flatMap(({ id, status }) => {
    const node = nodes.get(id as NodeId)
    return node === undefined || node.kind === 'test' || failed.has(status) ? [] : [node.schema]
  })
  return [...new Set(found)].sort()
}

function resultValue(manifest: Manifest, outcome: NodeOutcome): Value {
  const data = resultJson(outcome)
  // Of a run of thousands of nodes a hook looks at few.
  const node = () => nodeOf(manifest, outcome)
  const all = () => fromJs({ ...data, node: node() })
  return hostValue({
    typeName: 'RunResult',
    attribute(name) {
      if (name === 'node') return fromJs(node())
      if (name === 'to_dict') return hostFunction('to_dict', all)
      return Object.hasOwn(data, name) ? fromJs(data[name]) : undefined
    },
    names: () => [...Object.keys(data), 'node', 'to_dict'],
    json: all,
  })
}

function nodeOf({ nodes, unitTests }: Manifest, { id, name }: NodeOutcome): unknown {
  const node = nodes.get(id as NodeId)
  if (node !== undefined) return nodeJson(node)
  const test = unitTests.get(id as NodeId)
  return test === undefined ? { unique_id: id, name } : unitTestJson(test)
}
