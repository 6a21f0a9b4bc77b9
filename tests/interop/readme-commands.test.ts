import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { copyDemo } from '../support/demo-project.ts'

const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8')

/** A block, and what stands above it up to the block before. */
interface Block {
  readonly language: string
  readonly body: string
  readonly above: string
}

// In the README's order. `npm ci`, `npm run demo` and `npm test` are run by the gate of the repository.
test('the commands of the README work, and print what it shows', async () => {
  await using folder = await demoFolder()
  const demo = [['generate', 'fastcart', '--orders', '50000'], ['build']]
  let last = ''
  for (const args of demo) last += await gildIn(folder.path, args)
  let shown = 0
  for (const block of blocks()) {
    await prepare(folder.path, block)
    if (block.language !== 'text') continue
    if (block.above.includes('Break it')) last = await breakModel(folder.path)
    for (const { args, lines } of sessionOf(block.body)) {
      if (args !== undefined) last = await gildIn(folder.path, args)
      expectLines(last, lines)
      shown += lines.length
    }
  }
  expect(shown).toBeGreaterThan(30)
}, 300_000)

// A block of SQL below the path of a file is that file; one of shell is run.
async function prepare(folder: string, { language, body, above }: Block): Promise<void> {
  const file = /`(\S+\.sql)`:\s*$/.exec(above)?.[1]
  if (language === 'sql' && file !== undefined) await writeFile(join(folder, file), body)
  if (language === 'sh') for (const args of commandsOf(body)) await gildIn(folder, args)
}

function blocks(): readonly Block[] {
  const parts = [...readme.matchAll(/([\s\S]*?)^```(\w+)\n([\s\S]*?)^```$/gm)]
  return parts.map(([, above = '', language = '', body = '']) => ({ language, body, above }))
}

// `npx gild …` of a block of shell; the other commands set the repository up.
function commandsOf(body: string): readonly (readonly string[])[] {
  const lines = body.split('\n').filter(line => line.startsWith('npx gild '))
  return lines.map(line => wordsOf(line).slice(2))
}

function wordsOf(line: string): readonly string[] {
  return (line.match(/"[^"]*"|\S+/g) ?? []).map(word => word.replace(/^"(.*)"$/, '$1'))
}

interface Step {
  /** Undefined where the output is that of the command before. */
  readonly args: readonly string[] | undefined
  readonly lines: readonly string[]
}

function sessionOf(body: string): readonly Step[] {
  const steps = body.split(/^(?=\$ )/m)
  return steps.map(step => {
    const [first = '', ...rest] = step.split('\n')
    const isCommand = first.startsWith('$ ')
    const lines = (isCommand ? rest : [first, ...rest]).filter(
      line => line.trim() !== '' && line.trim() !== '…',
    )
    return { args: isCommand ? wordsOf(first).slice(3) : undefined, lines }
  })
}

// Every line that is shown is printed, in this order; what a "…" leaves out may stand between.
function expectLines(printed: string, shown: readonly string[]): void {
  const lines = printed.split('\n').map(normalised)
  const found = shown.filter(line => lines.includes(normalised(line)))
  expect(found, printed).toEqual(shown)
}

// Without what differs from run to run: durations, rates, and which of several nodes came first.
function normalised(line: string): string {
  return (
    line
      .replace(/ {2}slowest .*$/, '')
      .replace(/^( {2}\S) +\d+\/(\d+)/, '$1 n/$2')
      .replace(/ *\b(?:\d+m )?\d+(?:\.\d+)?m?s\b/g, ' <duration>')
      .replace(/[\d,]+ a second/, '<rate> a second')
      // The README draws columns closer than a wide terminal.
      .replace(/ +/g, ' ')
      .trimEnd()
  )
}

async function breakModel(folder: string): Promise<string> {
  const file = join(folder, 'models/gold/orders_by_state.sql')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('sum(total)', 'sum(totel)'))
  const { stdout, stderr, exitCode } = await runCli(['build', '--select', 'orders_by_state'], { cwd: folder })
  expect(exitCode).toBe(1)
  await writeFile(file, text)
  return `${stdout}${stderr}`
}

async function gildIn(cwd: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(args, { cwd })
  expect(exitCode, `gild ${args.join(' ')}\n${stderr}`).toBe(0)
  return `${stdout}${stderr}`
}

async function demoFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'gild-readme-'))
  await copyDemo(path)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
