import fc from 'fast-check'
import { expect, test } from 'vitest'
import { load } from '../support/loaded-project.ts'

const hook = fc.record({ transaction: fc.boolean(), asMap: fc.boolean() })
const level = fc.record({
  hooks: fc.array(hook, { maxLength: 3 }),
  spelling: fc.constantFrom('pre-hook', 'pre_hook'),
})
const levels = fc.record({ project: level, package: level, folder: level, yaml: level, config: level })

type Level = typeof level extends fc.Arbitrary<infer T> ? T : never

// dbt's rule: all levels append, from the project file to the config() call. Around it a plain model of the transaction.
test('hooks of any levels accumulate from the outermost to the innermost, each level in its order', () => {
  fc.assert(
    fc.property(levels, given => {
      const written = Object.entries(given).flatMap(([name, { hooks }]) =>
        hooks.map(({ transaction, asMap }, i) => ({
          sql: `select '${name} ${i}'`,
          inside: transaction || !asMap,
        })),
      )
      const { model } = load({
        'project.yml': projectFile(given),
        'models/gold/orders.sql': `{{ config(${given.config.spelling.replace('-', '_')}=${listOf('config', given.config)}) }}select 1`,
        'models/gold/gold.yml': JSON.stringify({
          models: [
            { name: 'orders', config: { [given.yaml.spelling]: JSON.parse(listOf('yaml', given.yaml)) } },
          ],
        }),
      })
      const expected = [...written.filter(each => !each.inside), ...written.filter(each => each.inside)]
      expect((model('orders').hooks?.pre ?? []).map(({ sql }) => sql)).toEqual(expected.map(({ sql }) => sql))
    }),
    { numRuns: 60 },
  )
})

function projectFile(given: Readonly<Record<'project' | 'package' | 'folder', Level>>): string {
  const entry = (name: 'project' | 'package' | 'folder') =>
    [`+${given[name].spelling}`, JSON.parse(listOf(name, given[name]))] as const
  return JSON.stringify({
    name: 'shop',
    models: Object.fromEntries([
      entry('project'),
      ['shop', Object.fromEntries([entry('package'), ['gold', Object.fromEntries([entry('folder')])]])],
    ]),
  })
}

// As JSON, which is YAML and, but for its booleans, an expression of the template language.
function listOf(name: string, { hooks }: Level): string {
  const list = hooks.map(({ transaction, asMap }, i) => {
    const sql = `select '${name} ${i}'`
    return asMap ? { sql, transaction } : sql
  })
  return JSON.stringify(list)
}
