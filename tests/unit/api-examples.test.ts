import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What `import … from 'gild'` and its other entries mean, as package.json says, in the sources. */
const entries = {
  gild: 'src/index.ts',
  'gild/template': 'src/core/template/index.ts',
  'gild/delta': 'src/delta/index.ts',
}

test('every function of the public API has an example, and all examples compile', () => {
  const source = readFileSync(join(root, 'src/commands/api.ts'), 'utf8')
  const functions = [...source.matchAll(/^export function (\w+)/gm)].map(([, name]) => name ?? '')
  const examples = [...source.matchAll(/@example\n((?: \* .*\n)+)/g)].map(([, lines]) =>
    (lines ?? '').replaceAll(/^ \* /gm, ''),
  )
  expect(examples).toHaveLength(functions.length)
  const imports = `import { ${functions.join(', ')} } from 'gild'\n`
  expect(problemsOf([...examples.map(example => imports + example), ...readmeExamples()])).toEqual([])
})

function readmeExamples(): readonly string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')
  expect(blocks.length).toBeGreaterThan(0)
  return blocks
}

function problemsOf(texts: readonly string[]): readonly string[] {
  const files = new Map(texts.map((text, i) => [join(root, `example-${i}.ts`), text]))
  const paths = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, [join(root, file)]]))
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root)
  const host = ts.createCompilerHost({ ...options, paths })
  const { readFile, fileExists } = host
  host.readFile = file => files.get(file) ?? readFile(file)
  host.fileExists = file => files.has(file) || fileExists(file)
  const program = ts.createProgram([...files.keys()], { ...options, paths, noEmit: true }, host)
  return [...files.keys()].flatMap(file => {
    const sourceFile = program.getSourceFile(file)
    const found = [
      ...program.getSyntacticDiagnostics(sourceFile),
      ...program.getSemanticDiagnostics(sourceFile),
    ]
    return found.map(
      ({ messageText }) => `${files.get(file)}\n${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
}
