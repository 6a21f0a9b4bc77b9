import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CompileFixture, compileFixture } from '../../support/compile-project.ts'

// A case is a text of sections: `== path` begins a file, `== compile node [incremental] [changed=literals]` what it
// compiles to, with one line behind the SQL for each reference.
const folder = new URL('.', import.meta.url)
for (const file of readdirSync(folder).filter(name => name.endsWith('.txt'))) {
  const sections = readFileSync(new URL(file, folder), 'utf8')
    .split(/^== /m)
    .slice(1)
    .map(
      section => [section.slice(0, section.indexOf('\n')), section.slice(section.indexOf('\n') + 1)] as const,
    )
  const files = Object.fromEntries(sections.filter(([title]) => !title.startsWith('compile ')))
  const fixture = compileFixture(files)
  for (const [title, expected] of sections.filter(([each]) => each.startsWith('compile '))) {
    test(`${file}: ${title}`, async () => {
      expect(await compiled(fixture, title)).toBe(expected.trim())
    })
  }
}

async function compiled({ compile, loaded }: CompileFixture, title: string): Promise<string> {
  const [, name = '', settings = ''] = /^compile (\S+)\s*(.*)$/.exec(title) ?? []
  const changed = /changed=(.*)/.exec(settings)?.[1]?.split(', ') ?? []
  const full = [...loaded.manifest.nodes.values()].find(node => node.name.startsWith(name))?.name ?? name
  const { sql, references } = await compile(full, {
    incremental: settings.includes('incremental'),
    changedPartitions: async () => changed,
  })
  const lines = references.map(
    ({ name: { schema, name: table }, to, mode }) => `-- ${schema}.${table} ${to} ${mode}`,
  )
  return [sql, ...lines].join('\n')
}
