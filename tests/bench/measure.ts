import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Usage {
  /** From before the process is started until it has ended. */
  readonly wallMs: number
  /** Of all its threads, in user and system mode. */
  readonly cpuMs: number
  /** Resident memory at its highest. */
  readonly peakMb: number
}

export interface Command {
  /** For Node: the script and its arguments. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>> | undefined
}

const reportUsage = join(import.meta.dirname, 'report-usage.cjs')

/** Runs one Node process to its end. Throws with what it printed when its exit code is not 0. */
export async function measure(command: Command): Promise<Usage> {
  return (await measureOutput(command)).usage
}

/** The same, with what the process wrote to its standard output. */
export async function measureOutput({
  args,
  cwd,
  env,
}: Command): Promise<{ readonly usage: Usage; readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gild-bench-usage-'))
  const usageFile = join(folder, 'usage.json')
  try {
    const start = performance.now()
    const output = await runNode({
      args: ['--require', reportUsage, ...args],
      cwd,
      env: { ...env, BENCH_USAGE_FILE: usageFile },
    })
    const wallMs = performance.now() - start
    const used: Omit<Usage, 'wallMs'> = JSON.parse(await readFile(usageFile, 'utf8'))
    return { usage: { ...used, wallMs }, output }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What the process wrote to its standard output. */
export function runNode({ args, cwd, env }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, CI: '1', NO_COLOR: '1', ...env } }
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let narration = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      narration += text
    })
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve(output)
      else reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${narration}${output}`))
    })
  })
}

/** The round with the median wall time. */
export function medianRound(rounds: readonly Usage[]): Usage {
  const sorted = [...rounds].sort((a, b) => a.wallMs - b.wallMs)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}
