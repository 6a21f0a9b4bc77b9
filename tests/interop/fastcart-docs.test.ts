import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { cliHost } from '../support/cli-host.ts'
import { copyDemo, frozenNow, runtimeAt } from '../support/demo-project.ts'

const document = join(import.meta.dirname, '../../docs/fastcart.md')

// In the document's order: the commands build the lakehouse that the queries ask. A block of text behind a block is
// what it prints; `vitest -u` writes it anew.
test('the commands and queries of the FastCart page run, and print what it shows', async () => {
  await using folder = await demoFolder()
  const text = await readFile(document, 'utf8')
  let result = ''
  for (const part of text.split(/(?<=^```\n)/m)) result += await renderPart(part, folder.path)
  await expect(result).toMatchFileSnapshot(document)
  const checks = [...result.matchAll(/from_raw_events.*\n.*\n.*\n│ +(\S+) │ +(\S+) │/g)]
  expect(checks).toHaveLength(2)
  for (const [, fromRawEvents, inGold] of checks) expect(fromRawEvents).toBe(inGold)
})

let lastOutput = ''

/** Text up to and with the end of a block (or the start of one without a language, which the page does not use). */
async function renderPart(part: string, folder: string): Promise<string> {
  const block = /^```(\w+)\n([\s\S]*)```\n$/m.exec(part)
  if (block === null) return part
  const [whole, language, body = ''] = block
  if (language === 'text') return part.replace(whole, () => `\`\`\`text\n${lastOutput}\`\`\`\n`)
  if (language === 'sql') lastOutput = await gild(['show', '--inline', body, '--limit', '-1'], folder)
  if (language === 'sh') {
    for (const line of body.split('\n').filter(line => line.startsWith('npx gild '))) {
      lastOutput = await gild(argumentsOf(line), folder)
    }
  }
  return part
}

async function gild(args: readonly string[], cwd: string): Promise<string> {
  const host = { ...cliHost({ cwd }), runtime: runtimeAt(frozenNow) }
  const exitCode = await runCommandLine(args, host)
  expect(exitCode, `${args.join(' ')}\n${host.printed.stderr}`).toBe(0)
  return host.printed.stdout
}

// Words behind "npx gild", without a comment; quotes hold words together.
function argumentsOf(line: string): readonly string[] {
  const words = line.replace(/\s+#.*$/, '').match(/"[^"]*"|\S+/g) ?? []
  return words.slice(2).map(word => word.replace(/^"(.*)"$/, '$1'))
}

async function demoFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'gild-docs-'))
  await copyDemo(path)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
