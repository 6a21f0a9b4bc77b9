import type { NodeKind } from './shared/site-data.ts'
import type { SiteModel, SiteNode } from './site-node.ts'

/** A good habit: how many of those that could have it do, and which do not. */
export interface HealthCheck {
  readonly title: string
  readonly good: number
  readonly total: number
  /** Those without, and what to say of each. */
  readonly missing: readonly { readonly node: SiteNode; readonly says: string }[]
}

/** What is documented, tested, built and used. Only what the project itself declares counts. */
export function healthOf({ nodes }: SiteModel): readonly HealthCheck[] {
  const own = nodes.filter(node => !node.isForeign)
  const of = (...kinds: readonly NodeKind[]) => own.filter(({ kind }) => kinds.includes(kind))
  const relations = of('model', 'seed', 'source')
  const models = of('model')
  const stored = [...models, ...of('seed')].filter(({ what }) => what !== 'view' && what !== 'ephemeral')
  return [
    check('Described tables', relations, ({ description }) => description !== ''),
    columnCheck(relations),
    check('Models with data tests', models, ({ tests }) => tests.length > 0),
    testCheck(of('test')),
    check('Built', stored, ({ table }) => table !== undefined),
    check('Sources and seeds that are read', of('source', 'seed'), ({ readBy }) => readBy.length > 0),
  ].filter(({ total }) => total > 0)
}

function check(title: string, nodes: readonly SiteNode[], isGood: (node: SiteNode) => boolean): HealthCheck {
  const missing = nodes.filter(node => !isGood(node)).map(node => ({ node, says: '' }))
  return { title, good: nodes.length - missing.length, total: nodes.length, missing }
}

function columnCheck(nodes: readonly SiteNode[]): HealthCheck {
  const columns = nodes.reduce((sum, node) => sum + node.columns.length, 0)
  const missing = nodes.flatMap(node => {
    const bare = node.columns.filter(({ description }) => description === '').map(({ name }) => name)
    return bare.length === 0
      ? []
      : [
          {
            node,
            says: `${bare.slice(0, 4).join(', ')}${bare.length > 4 ? ` and ${bare.length - 4} more` : ''}`,
            bare,
          },
        ]
  })
  const bare = missing.reduce((sum, each) => sum + each.bare.length, 0)
  return { title: 'Described columns', good: columns - bare, total: columns, missing }
}

// A test that the last run did not take says nothing either way.
function testCheck(tests: readonly SiteNode[]): HealthCheck {
  const ran = tests.filter(({ run }) => run !== undefined && run.status !== 'skipped')
  const { good, total, missing } = check(
    'Passed data tests of the last run',
    ran,
    ({ run }) => run?.status === 'pass',
  )
  return {
    title: 'Passed data tests of the last run',
    good,
    total,
    missing: missing.map(({ node }) => ({ node, says: node.run?.message || node.run?.status || '' })),
  }
}
