import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { launcher } from './cli.ts'

// A fenced block with a language; what follows the language says what the block is.
const block = /^```(\w+)(?: (.+))?\n([\s\S]*?)^```$/gm

/**
 * Runs the blocks of a page in order, in `folder`, and gives the page as it should be:
 * - "file=<path>" behind the language: the block is that file, which is written.
 * - `console`: lines that begin with "$ " are commands, the lines below are what each prints (stdout and stderr as on a
 *   terminal). Output that differs only in times, durations, ids or the version stays as it is on the page.
 * - "fragment" behind the language: part of something, or for another program; not run.
 * Any other block of SQL or shell is an error of the page. `cd` lasts, and `$?` is what the command before gave.
 */
export async function runPage(page: string, folder: string): Promise<string> {
  const shell: Shell = { cwd: folder, exitCode: 0 }
  let result = ''
  let end = 0
  for (const match of page.matchAll(block)) {
    const [whole, language = '', info = '', body = ''] = match
    result += page.slice(end, match.index)
    end = match.index + whole.length
    result += language === 'console' ? `\`\`\`console\n${await runSession(body, shell)}\`\`\`` : whole
    const file = /^file=(\S+)$/.exec(info)?.[1]
    if (file !== undefined) await writeNested(join(shell.cwd, file), body)
    else if (/^(sql|sh|bash)$/.test(language) && info !== 'fragment')
      throw new Error(`a block of ${language} is neither a file nor a fragment:\n${body}`)
  }
  return result + page.slice(end)
}

interface Shell {
  cwd: string
  exitCode: number
}

async function runSession(body: string, shell: Shell): Promise<string> {
  let result = ''
  for (const step of body.split(/^(?=\$ )/m)) {
    const [, command = '', shown = ''] = /^\$ (.*)\n([\s\S]*)$/.exec(step) ?? []
    if (command === '') throw new Error(`a session begins with "$ " and a command, not with ${step}`)
    const printed = await runCommand(command, shell)
    result += `$ ${command}\n${normalised(printed) === normalised(shown) ? shown : printed}`
  }
  return result
}

async function runCommand(command: string, shell: Shell): Promise<string> {
  const folder = /^cd (\S+)$/.exec(command)?.[1]
  if (folder !== undefined) {
    shell.cwd = resolve(shell.cwd, folder)
    return ''
  }
  const gild = `gild() { '${process.execPath}' '${launcher}' "$@"; }`
  const script = `exec 2>&1\n${gild}\n(exit ${shell.exitCode})\n${command}`
  const { GITHUB_ACTIONS: _, ...env } = process.env
  return await new Promise((done, reject) => {
    const child = spawn('bash', ['-c', script], { cwd: shell.cwd, env: { ...env, NO_COLOR: '1', CI: '1' } })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text
    })
    child.on('error', reject)
    child.on('close', exitCode => {
      shell.exitCode = exitCode ?? 1
      // Blank lines at the ends, which set a message off from the prompt, are noise on a page.
      done(output.replace(/^\n+/, '').replace(/\n+$/, '\n'))
    })
  })
}

async function writeNested(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}

/** Without what differs from run to run; lines of nodes, which end in any order, by their position. */
function normalised(text: string): string {
  const lines = text
    // Of nodes that run side by side either may start first.
    .replaceAll(/^( {2}\S) +\d+\/(\d+)/gm, '$1 n/$2')
    // Only a run that takes long names its slowest node.
    .replaceAll(/ {2}slowest .*$/gm, '')
    .replaceAll(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d{3}Z?/g, '<time>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/(gild[ /])\d+\.\d+\.\d+/g, '$1<version>')
    .replaceAll(/ *\b(?:\d+m )?\d+(?:\.\d+)?m?s\b/g, ' <duration>')
    .replaceAll(/"(\w+_ms|thread)":\d+(\.\d+)?/g, '"$1":<number>')
    .split('\n')
  return sortedNodes(lines).join('\n')
}

function sortedNodes(lines: readonly string[]): readonly string[] {
  const isNode = (line: string) => /^ {2}\S n\/\d+ /.test(line)
  const nodes = lines.filter(isNode).sort()
  let next = 0
  return lines.map(line => (isNode(line) ? (nodes[next++] ?? line) : line))
}
