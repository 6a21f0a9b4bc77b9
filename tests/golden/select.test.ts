import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listNodes } from '../../src/core/artifacts/list-nodes.ts'
import { buildGraph } from '../../src/core/graph/dag.ts'
import { select } from '../../src/core/graph/select.ts'
import { smallManifest } from '../support/small-manifest.ts'

const text = readFileSync(new URL('select.txt', import.meta.url), 'utf8')
const [, project = '', pairs = ''] = text.split(/^# (?:project|pairs)\n/m)
const graph = buildGraph(smallManifest(project))

for (const pair of pairs.split('\n')) {
  if (pair === '' || pair.startsWith('#')) continue
  const [selector = '', expected = ''] = pair.split(';')
  test(`selects ${selector}`, () => {
    const [wanted = '', unwanted] = selector.split('--exclude')
    const { ids } = select(graph, { select: [wanted], exclude: unwanted === undefined ? [] : [unwanted] })
    expect([...listNodes(graph.manifest, ids, 'name')].sort().join(' ')).toBe(expected)
  })
}
