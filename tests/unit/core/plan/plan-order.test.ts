import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildGraph, type Graph } from '../../../../src/core/graph/dag.ts'
import { ancestors } from '../../../../src/core/graph/walk.ts'
import type { NodeId } from '../../../../src/core/parse/manifest.ts'
import type { Plan } from '../../../../src/core/plan/plan.ts'
import { planSteps } from '../../../../src/core/plan/plan-steps.ts'
import { smallManifest } from '../../../support/small-manifest.ts'

const size = 10

// Models that read earlier models, some ephemeral, and tests of one to three of them.
const graphs = fc
  .record({
    edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 }),
    inlined: fc.array(fc.nat(size - 1), { maxLength: 3 }),
    tests: fc.array(fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
  })
  .map(({ edges, inlined, tests }) => {
    const models = Array.from({ length: size }, (_, i) => {
      const reads = new Set(edges.filter(([to, from]) => to === i && from < i).map(([, from]) => `m${from}`))
      const arrow = reads.size > 0 ? ` <- ${[...reads].join(', ')}` : ''
      return `m${i}${arrow} # materialized=${inlined.includes(i) ? 'ephemeral' : 'table'}`
    })
    const lines = tests.map((parents, i) => `test:t${i} <- ${parents.map(parent => `m${parent}`).join(', ')}`)
    return buildGraph(smallManifest([...models, ...lines].join('\n')))
  })

/** Everything that a step waits for, directly or through others. */
function waitsFor({ steps }: Plan): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const all = new Map<NodeId, Set<NodeId>>()
  for (const { id, after } of steps) {
    all.set(id, new Set(after.flatMap(before => [before, ...(all.get(before) ?? [])])))
  }
  return all
}

function isTest(graph: Graph, id: NodeId): boolean {
  return graph.manifest.nodes.get(id)?.kind === 'test'
}

test('a model waits for its ancestors, and for exactly the tests whose tables are all among them', () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.nat(size + 5)), (graph, left) => {
      const selected = graph.order.filter((_, i) => !left.includes(i))
      const plan = planSteps(graph, selected, 'build')
      const waits = waitsFor(plan)
      for (const { id } of plan.steps) {
        const above = ancestors(graph, [id])
        const models = plan.steps.map(step => step.id).filter(other => above.has(other))
        for (const model of models) expect(waits.get(id)?.has(model)).toBe(true)
        if (isTest(graph, id)) continue
        const tests = plan.steps.map(step => step.id).filter(other => isTest(graph, other))
        const expected = tests.filter(other => graph.parents.get(other)?.every(parent => above.has(parent)))
        expect([...(waits.get(id) ?? [])].sort()).toEqual([...models, ...expected].sort())
      }
    }),
    { numRuns: 400 },
  )
})

test('a step never waits for one behind it', () => {
  fc.assert(
    fc.property(graphs, graph => {
      const { steps } = planSteps(graph, graph.order, 'build')
      const position = new Map(steps.map(step => [step.id, step.position]))
      for (const { after, position: own } of steps) {
        for (const before of after) expect(position.get(before)).toBeLessThan(own)
      }
    }),
  )
})
